package import Domain
package import HTTP
package import HTTPTypes
package import Hummingbird

/// One line of the table of routes: a method, a path below `/api/v1`, who may ask, and who answers.
package struct APIRoute: Sendable {
    package static let base = "/api/v1"

    package typealias Handler = @Sendable (Request, CallerExchange) async throws -> Response
    package typealias OpenHandler = @Sendable (Request, Exchange) async throws -> Response

    package enum Access: Sendable {
        /// Without a token.
        case everybody(OpenHandler)
        /// Callers with the permission, or all callers where there is none to have.
        case callers(Permission?, Handler)
    }

    package struct Options: Sendable {
        package static let usualBodyLimit = 1 << 20

        /// The most bytes that a body may have; more is 413.
        package var bodyLimit = usualBodyLimit
        /// True where the handler reads the body piece by piece: it is then never held in memory as a whole, and an
        /// `Idempotency-Key` is compared with method, path and length alone.
        package var streamsBody = false
        /// False where an answer may take longer than usual, as for files.
        package var hasTimeLimit = true
        /// True where the answer has a secret in it: it is then not kept for an `Idempotency-Key`.
        package var answersSecret = false
        /// True where it is about a manager's own way to sign in, which no key has.
        package var isForManagers = false
        /// True where the handler reads parameters of the query. Elsewhere there are none, and each is refused.
        package var takesParameters = false

        package init() {}

        package static var usual: Options { Options() }

        package static func bodies(upTo bytes: Int) -> Options { usual.bodies(upTo: bytes) }

        package func bodies(upTo bytes: Int) -> Options {
            var options = self
            options.bodyLimit = bytes
            return options
        }

        /// For files: a handler reads them as they come, for as long as that takes.
        package static func files(upTo bytes: Int) -> Options {
            var options = Options.lasting
            options.bodyLimit = bytes
            options.streamsBody = true
            return options
        }

        package static var lasting: Options {
            var options = Options()
            options.hasTimeLimit = false
            return options
        }

        package static var secret: Options {
            var options = Options()
            options.answersSecret = true
            return options
        }

        package static var parameters: Options {
            var options = Options()
            options.takesParameters = true
            return options
        }

        package var withParameters: Options {
            var options = self
            options.takesParameters = true
            return options
        }

        package static var managers: Options { Options().forManagers }

        package var forManagers: Options {
            var options = self
            options.isForManagers = true
            return options
        }
    }

    package let method: HTTPRequest.Method
    /// Such as `/roles/{role}`.
    package let path: String
    package let access: Access
    package let options: Options

    package init(_ method: HTTPRequest.Method, _ path: String, _ access: Access, _ options: Options = .usual) {
        self.method = method
        self.path = path
        self.access = access
        self.options = options
    }

    /// What the caller has to be allowed; nil where every caller may, or everybody.
    package var permission: Permission? {
        if case .callers(let permission, _) = access { permission } else { nil }
    }

    package var isForEverybody: Bool {
        if case .everybody = access { true } else { false }
    }

    /// Such as `GET /api/v1/roles/{role}`.
    package var name: String { "\(method.rawValue) \(Self.base)\(path)" }
}

extension APIRoute {
    /// A line for everybody, with or without a token.
    package static func open(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ handler: @escaping OpenHandler,
        _ options: Options = .usual
    ) -> APIRoute {
        APIRoute(method, path, .everybody(handler), options)
    }

    package static let get = Line(method: .get)
    package static let post = Line(method: .post)
    package static let put = Line(method: .put)
    package static let patch = Line(method: .patch)
    package static let delete = Line(method: .delete)

    /// Makes lines of one method for callers: `.get("/roles", needs: .manageRoles, roles.list)`.
    package struct Line: Sendable {
        fileprivate let method: HTTPRequest.Method

        package func callAsFunction(
            _ path: String,
            needs permission: Permission?,
            _ handler: @escaping Handler,
            _ options: Options = .usual
        ) -> APIRoute {
            APIRoute(method, path, .callers(permission, handler), options)
        }
    }
}
