import Domain
package import Hummingbird
import Kith

/// Files of contacts that were imported.
package struct ImportsResource: Sendable {
    let kith: Kith

    /// `POST /imports/{import}/reversals`: a job deletes those that it created and that nobody touched since.
    package func takeBack(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let isDryRun = try await exchange.optionalBody(of: request) { $0.optionalBoolean("dryRun") ?? false }
        let id: ImportID = exchange.id("import")
        if isDryRun {
            return .json(try await kith.imports.rehearseTakingBack(id, by: exchange.caller).rehearsed)
        }
        let job = try await kith.imports.takeBack(id, by: exchange.caller)
        return .accepted(job.json, at: "/jobs/\(job.id)")
    }
}
