import Domain
package import Hummingbird
import Kith

/// Work in the background: how far it is, and its end on request.
package struct JobsResource: Sendable {
    let kith: Kith

    /// `GET /jobs`, newest first.
    package func list(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let wanted = try exchange.query(of: request) { query in
            (before: query.id("cursor") as JobID?, limit: query.integer("limit", in: 1...100))
        }
        let page = try await kith.jobs.all(
            before: wanted.before,
            limit: wanted.limit.map(Int.init) ?? 50,
            by: exchange.caller
        )
        return .json(
            .object(["jobs": .array(page.jobs.map(\.json)), "next": page.hasMore ? page.jobs.last?.id.json : .null])
        )
    }

    /// `GET /jobs/{job}`
    package func show(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        .json(try await kith.jobs.find(exchange.id("job"), by: exchange.caller).json)
    }

    /// `PUT /jobs/{job}/cancellation`: it ends after its present batch.
    package func cancel(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        .json(try await kith.jobs.cancel(exchange.id("job"), by: exchange.caller).json)
    }
}

extension Job {
    /// The job as programs see it.
    var json: JSON {
        .object([
            "id": id.json,
            "kind": .string(kind.rawValue),
            "state": .string(state.rawValue),
            "isCancelRequested": .boolean(isCancelRequested),
            "actor": .string(actor.description),
            "about": summary,
            "total": .integer(Int64(total)),
            "done": .integer(Int64(progress.done)),
            "result": progress.result,
            "problem": (problem?.description).map(JSON.string),
            "createdAt": createdAt.json,
            "startedAt": startedAt?.json,
            "finishedAt": finishedAt?.json,
        ])
    }
}

extension JobProgress {
    /// What became of the contacts: refusals by reason.
    var result: JSON {
        .object([
            "changed": .integer(Int64(changed)),
            "unchanged": .integer(Int64(unchanged)),
            "gone": .integer(Int64(gone)),
            "refused": .array(
                refusals.map { reason, count in
                    .object(["reason": .string(reason.description), "count": .integer(Int64(count))])
                }
            ),
        ])
    }

    /// The same of a rehearsal.
    var rehearsed: JSON {
        .object(["dryRun": .boolean(true), "total": .integer(Int64(done)), "result": result])
    }
}
