package import Domain
package import HTTPTypes
package import Hummingbird
package import Kith
import Logging
import NIOCore
import Synchronization

/// One request and its answer on their way: where it came from, and who is signed in.
package struct Exchange: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// The network address of the other end: of the proxy, where there is one.
    package let peer: String
    /// Whose pages these are, once the session's cookie was looked up.
    package var session: Session?
    /// Whose address the request counts for, once that was found out.
    package var address: String?
    /// Who asks the API, once the token was looked up.
    package var caller: Caller?
    /// Headers that the answer gets, whatever it turns out to be.
    package let extras = ExtraHeaders()
    package let language = KnownLanguage()

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        peer = source.channel.remoteAddress?.ipAddress ?? "local"
    }

    /// The id of this request, as it stands in the log and in the answer.
    package var requestID: String { id }

    /// The route's pattern, such as `/contacts/{id}`: never the path itself, which may hold a one-time link.
    package var route: String { endpointPath ?? "none" }
}

/// The language of whoever asks, once that is found out, also for those further out who answer errors.
package final class KnownLanguage: Sendable {
    private let language = Mutex<Preferences.Language?>(nil)

    package init() {}

    /// Nil where nobody knows who asks.
    package var known: Preferences.Language? { language.withLock { $0 } }

    package func set(_ language: Preferences.Language) {
        self.language.withLock { $0 = language }
    }
}

/// Headers of an answer that is not there yet: of limits, say, which errors have too.
package final class ExtraHeaders: Sendable {
    private let fields = Mutex(HTTPFields())

    package init() {}

    package var headers: HTTPFields { fields.withLock { $0 } }

    package func set(_ name: String, _ value: String) {
        guard let name = HTTPField.Name(name) else { return }
        fields.withLock { $0[name] = value }
    }
}
