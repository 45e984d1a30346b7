import Domain
package import Hummingbird
import Kith

/// What of the contacts wants mending, each with some of them and the way to all.
package struct DataQualityPage: Sendable {
    let site: Site

    /// `GET /data-quality`
    package func show(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let report = try await site.kith.dataQuality.report(by: exchange.caller)
        return try await view.page(
            "data-quality",
            title: view.words["quality.title"],
            try await ShownQuality(report, in: view),
            current: .dataQuality
        )
    }
}

/// The report as people read it.
struct ShownQuality: Sendable {
    struct Finding: Sendable {
        let title: String
        let hint: String
        let count: String
        let samples: [Sample]
        /// The list of all of them; nil where there are none.
        let link: String?
        /// How many the link shows, where it cannot show all.
        let limit: String?
    }

    struct Sample: Sendable {
        let name: String
        let detail: String
        let link: String
    }

    struct Company: Sendable {
        let name: String
        let spellings: [Spelling]
        let count: String
        let link: String
    }

    struct Spelling: Sendable {
        let text: String
        let count: String
    }

    private static let samples = 3

    let title: String
    let findings: [Finding]
    let companies: [Company]
    let hasCompanies: Bool

    init(_ report: DataQualityReport, in view: View) async throws {
        title = view.words["quality.title"]
        var findings = [
            try await Finding(
                "invalidEmails",
                count: report.invalidEmails.count,
                filter: Self.filter("id", isOneOf: report.invalidEmails.first.map(\.description)),
                shown: report.invalidEmails.first.count,
                in: view
            )
        ]
        for finding in report.findings {
            findings.append(
                try await Finding(finding.kind.rawValue, count: finding.count, filter: finding.filter, in: view)
            )
        }
        self.findings = findings
        companies = report.companies.map { company in
            Company(
                name: company.spellings.first?.text ?? "",
                spellings: company.spellings.map { .init(text: $0.text, count: view.region.number($0.count)) },
                count: view.count("contacts.count", company.count),
                link: Self.list(Self.filter("company", isOneOf: company.spellings.map(\.text)))
            )
        }
        hasCompanies = !companies.isEmpty
    }

    fileprivate static func list(_ filter: String) -> String {
        var state = ContactsState()
        state.filter = filter
        return Link.contacts(state).path
    }

    private static func filter(_ key: String, isOneOf texts: [String]) -> String {
        let values = FilterExpression.Operands.values(texts.map { .text($0) })
        return FilterExpression.condition(.init(key: key, comparison: .isIn, operands: values)).description
    }

    fileprivate static func samples(_ filter: String, in view: View) async throws -> [Sample] {
        let question = ContactQuestion(filter: filter, limit: samples, wantsCount: false)
        return try await view.site.kith.contacts.search(question, by: view.caller).contacts.map { contact in
            let name = view.name(of: contact)
            let detail = contact.email ?? contact.mobileNumber ?? ""
            return Sample(
                name: name,
                detail: detail == name ? "" : detail,
                link: Link.contact(contact.id.description).path
            )
        }
    }
}

extension ShownQuality.Finding {
    /// `shown` is how many contacts the filter names, where they are named one by one.
    fileprivate init(
        _ kind: String,
        count: Int,
        filter: String,
        shown: Int? = nil,
        in view: View
    ) async throws {
        title = view.words["quality.kind.\(kind)"]
        hint = view.words["quality.hint.\(kind)"]
        self.count = view.count("contacts.count", count)
        samples = count > 0 ? try await ShownQuality.samples(filter, in: view) : []
        link = count > 0 ? ShownQuality.list(filter) : nil
        limit = shown.flatMap { $0 < count ? view.count("quality.first", $0) : nil }
    }
}
