import Domain
import HTTP
package import Hummingbird
import Kith

/// Contacts that may be one person.
package struct DuplicatesResource: Sendable {
    let kith: Kith

    /// `GET /duplicates`: of all contacts, or of one by `?contact=`.
    package func list(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let wanted = try exchange.query(of: request) { query in
            let cursor = query.text("cursor").map { text in
                let cursor = DuplicateCursor(text)
                if cursor == nil { query.refuse("cursor", "this is no cursor of an earlier answer") }
                return cursor
            }
            return (
                contact: query.id("contact") as ContactID?,
                cursor: cursor ?? nil,
                limit: query.integer("limit", in: 1...200)
            )
        }
        let page = try await kith.duplicates.all(
            of: wanted.contact,
            after: wanted.cursor,
            limit: wanted.limit.map(Int.init) ?? 50,
            by: exchange.caller
        )
        let next = exchange.caller.mayPage ? page.next : nil
        return .json(
            .object([
                "duplicates": .array(page.pairs.map { $0.json(in: page.catalogue) }),
                "next": next.map { .string($0.description) } ?? .null,
            ])
        )
    }

    /// `PUT /duplicates/{first}/{second}/dismissal`
    package func dismiss(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        try await kith.duplicates.dismiss(exchange.id("first"), exchange.id("second"), by: exchange.caller)
        return .done
    }

    /// `POST /duplicate-searches`: looks through all contacts now, as is done each day.
    package func search(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        try await exchange.optionalBody(of: request) { _ in }
        let found = try await kith.duplicates.search(by: exchange.caller)
        let counts = DuplicatePair.Evidence.allCases.map { evidence in
            JSON.Member(evidence.rawValue, .integer(Int64(found[evidence] ?? 0)))
        }
        return .json(.object(["found": .object(counts)]))
    }
}

extension LikelyDuplicate {
    fileprivate func json(in catalogue: Catalogue) -> JSON {
        .object([
            "contacts": .array([first.json(in: catalogue), second.json(in: catalogue)]),
            "evidence": .array(evidence.map { .string($0.rawValue) }),
            "foundAt": foundAt.json,
        ])
    }
}
