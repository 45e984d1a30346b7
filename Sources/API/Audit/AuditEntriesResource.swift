import Domain
package import Hummingbird
import Kith

/// The audit log: who did what. It can be read, and nothing else.
package struct AuditEntriesResource: Sendable {
    let kith: Kith

    /// `GET /audit-entries`: newest first.
    package func list(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let asked = try exchange.query(of: request) { query in
            (
                filter: AuditFilter(
                    actor: Self.actor(query),
                    action: query.choice("action", of: AuditEntry.Action.self),
                    subject: query.text("subject"),
                    from: query.moment("from"),
                    to: query.moment("to")
                ),
                cursor: query.id("cursor") as AuditEntryID?,
                limit: query.integer("limit", in: 1...Int64(Audit.mostEntries)) ?? 50
            )
        }
        let page = try await kith.audit.entries(
            asked.filter,
            before: asked.cursor,
            limit: Int(asked.limit),
            by: exchange.caller
        )
        return .json(
            .object([
                "auditEntries": .array(page.entries.map(\.json)),
                "next": page.next?.json ?? .null,
            ])
        )
    }

    private static func actor(_ query: QueryFields) -> Actor? {
        guard let text = query.text("actor") else { return nil }
        if let actor = Actor(text) { return actor }
        query.refuse("actor", "manager:ID, key:ID, contact:ID, console or kith is expected")
        return nil
    }
}

extension AuditEntry {
    fileprivate var json: JSON {
        .object([
            "id": id.json,
            "at": at.json,
            "actor": .string(actor.description),
            "address": address.map(JSON.string),
            "action": .string(action.rawValue),
            "subject": subject.map(JSON.string),
            "data": data,
        ])
    }
}
