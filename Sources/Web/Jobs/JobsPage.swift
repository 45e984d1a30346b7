import Domain
package import Hummingbird
import Kith

/// How far work in the background is, and its end on request.
package struct JobsPage: Sendable {
    let site: Site

    /// `GET /jobs`: the part of every page.
    package func list(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        return try view.fragment("jobs", try await JobList(in: view))
    }

    /// `POST /jobs/{job}/cancellation`: it ends after its present batch.
    package func cancel(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        _ = try await Form(of: request, by: exchange)
        guard let id = JobID(try exchange.parameters.require("job")) else { throw JobError.unknown }
        // One that ended meanwhile is shown as it ended.
        do { _ = try await site.kith.jobs.cancel(id, by: exchange.caller) } catch JobError.isOver {}
        return try await list(request, exchange)
    }
}
