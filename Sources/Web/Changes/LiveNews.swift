import Domain
import HTTP
package import Hummingbird
import Kith

/// What tells open pages that something changed, so that they can look again.
package struct LiveNews: Sendable {
    private static let heartbeat: Duration = .seconds(15)

    let kith: Kith
    private let streams = OpenStreams()

    init(kith: Kith) {
        self.kith = kith
    }

    /// `GET /live?after=…`: server-sent events after what a page knows, or from now on; without what changed: a page asks
    /// for that as its manager. A browser that comes back says itself what it heard last.
    package func follow(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let last = request.lastEventID ?? request.uri.queryParameters["after"].flatMap { Int64($0) }
        let start = if let last { last } else { try await kith.changes.newest(by: exchange.caller) }
        let token = Cookies.session(of: request) ?? ""
        let stream = ChangeStream(
            of: kith,
            for: exchange.caller,
            heartbeat: Self.heartbeat,
            stillAdmits: { try await kith.managers.session(token)?.caller.may(.seeContacts) ?? false },
            describe: { change in .object(["catalogue": .boolean(change.what.catalogue)]) }
        )
        return try stream.response(after: start, in: streams)
    }
}
