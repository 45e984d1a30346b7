import Domain
import HTTP
import HTTPTypes
package import Hummingbird
import Kith

/// The change feed: what each commit changed, for programs that keep a copy of something current.
package struct ChangesResource: Sendable {
    let kith: Kith
    let gate: CallerGate
    let heartbeat: Duration
    let streams = OpenStreams()

    /// `GET /changes`: a page, or a stream where `Accept` wants `text/event-stream`.
    package func follow(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let wanted = try exchange.query(of: request) { query in
            (
                after: query.integer("after", in: 0...Int64.max),
                limit: query.integer("limit", in: 1...Int64(Changes.limits.upperBound)) ?? 100
            )
        }
        if request.headers[.accept]?.contains("text/event-stream") == true {
            let last = request.lastEventID ?? wanted.after
            let start = if let last { last } else { try await kith.changes.newest(by: exchange.caller) }
            let stream = ChangeStream(
                of: kith,
                for: exchange.caller,
                heartbeat: heartbeat,
                stillAdmits: { try await gate.stillAdmits(exchange.caller, request) },
                describe: \.json
            )
            return try stream.response(after: start, in: streams)
        }
        let after = wanted.after ?? 0
        let changes = try await kith.changes.list(after: after, limit: Int(wanted.limit), by: exchange.caller)
        return .json(
            .object(["changes": .array(changes.map(\.json)), "next": .integer(changes.last?.seq ?? after)])
        )
    }
}

extension Change {
    var json: JSON {
        .object([
            "seq": .integer(seq),
            "at": at.json,
            "contacts": .array(what.contacts.map(\.json)),
            "removed": .array(what.removed.map(\.json)),
            "catalogue": .boolean(what.catalogue),
            "import": .boolean(what.isImport),
        ])
    }
}
