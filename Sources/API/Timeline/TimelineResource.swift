import Domain
package import Hummingbird
import Kith

/// What happened with a contact, newest first.
package struct TimelineResource: Sendable {
    let kith: Kith

    /// `GET /contacts/{contact}/events?kind=changed&limit=&cursor=`
    package func list(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let wanted = try exchange.query(of: request) { query in
            (
                kind: query.choice("kind", of: TimelineEvent.Kind.self),
                before: query.id("cursor") as EventID?,
                limit: query.integer("limit", in: 1...500)
            )
        }
        let page = try await kith.contacts.timeline(
            of: exchange.id("contact"),
            kinds: wanted.kind.map { [$0] },
            before: wanted.before,
            limit: wanted.limit.map(Int.init) ?? 50,
            by: exchange.caller
        )
        return .json(
            .object([
                "events": .array(page.events.map(\.json)),
                "next": page.hasMore ? page.events.last?.id.json : .null,
            ])
        )
    }
}

extension TimelineEvent {
    /// The event as programs see it.
    var json: JSON {
        .object([
            "id": id.json,
            "kind": .string(kind.rawValue),
            "name": name.map(JSON.string),
            "at": at.json,
            "actor": .string(actor.description),
            "data": data,
        ])
    }
}
