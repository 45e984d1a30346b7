import Domain
import HTTP
import HTTPTypes
import Hummingbird
import Kith

/// Lets a read that names a place in the change feed (`Kith-Seq`) wait until that place is known here.
///
/// So whoever has just written something can read it, whichever process answers.
struct FreshRead: RouterMiddleware {
    static let header = HTTPField.Name("Kith-Seq")
    static let patience: Duration = .seconds(1)
    static let interval: Duration = .milliseconds(50)

    let kith: Kith

    func handle(
        _ request: Request,
        context exchange: CallerExchange,
        next: (Request, CallerExchange) async throws -> Response
    ) async throws -> Response {
        if let header = Self.header, let text = request.headers[header] {
            guard let seq = Int64(text), seq >= 0 else {
                throw Failure(.badRequest, detail: "Kith-Seq is a whole number from an earlier answer")
            }
            try await wait(for: seq, exchange)
            return try await FreshRosters.$wish.withValue(seq) { try await next(request, exchange) }
        }
        return try await next(request, exchange)
    }

    private func wait(for seq: Int64, _ exchange: CallerExchange) async throws {
        let clock = ContinuousClock()
        let end = clock.now + Self.patience
        while try await kith.changes.newest(by: exchange.caller) < seq {
            guard clock.now < end else {
                throw Failure(.badRequest, detail: "Kith-Seq: there is no change \(seq), and none came to be it")
            }
            try await Task.sleep(for: Self.interval)
        }
    }
}
