package import Hummingbird
package import Kith
import Logging
import NIOCore

/// One request and its answer on their way: where it came from, and who is signed in.
package struct Exchange: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// The network address of the other end: of the proxy, where there is one.
    package let peer: String
    /// Whose pages these are, once the session's cookie was looked up.
    package var session: Session?

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        peer = source.channel.remoteAddress?.ipAddress ?? "local"
    }

    /// The id of this request, as it stands in the log and in the answer.
    package var requestID: String { id }

    /// The route's pattern, such as `/contacts/{id}`: never the path itself, which may hold a one-time link.
    package var route: String { endpointPath ?? "none" }
}
