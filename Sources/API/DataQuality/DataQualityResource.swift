import Domain
package import Hummingbird
import Kith

/// What of the contacts wants mending.
package struct DataQualityResource: Sendable {
    let kith: Kith

    /// `GET /data-quality`
    package func show(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let report = try await kith.dataQuality.report(by: exchange.caller)
        return .json(
            .object([
                "findings": .array(report.findings.map(\.json)),
                "invalidEmails": .object([
                    "count": .integer(Int64(report.invalidEmails.count)),
                    "contacts": .array(report.invalidEmails.first.map(\.json)),
                ]),
                "companies": .array(report.companies.map(\.json)),
            ])
        )
    }
}

extension DataQualityReport.Finding {
    fileprivate var json: JSON {
        .object([
            "kind": .string(kind.rawValue), "filter": .string(filter), "count": .integer(Int64(count)),
        ])
    }
}

extension CompanySpellings {
    fileprivate var json: JSON {
        .object([
            "count": .integer(Int64(count)),
            "spellings": .array(
                spellings.map { .object(["text": .string($0.text), "count": .integer(Int64($0.count))]) }
            ),
        ])
    }
}
