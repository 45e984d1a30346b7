import Domain
package import HTTP
package import Hummingbird
import Kith

/// Where a one-time link leads: somebody chooses a password and is signed in.
///
/// Looking at the page does not use the link up: mail programs look at links before people do.
package struct WelcomePage: Sendable {
    struct Model: Sendable {
        let formToken: String
        let email: String
        let needsCode: Bool
        let focusesCode = false
        let action: String
        let shortest = Password.shortest
        let problem: String?
    }

    let site: Site

    /// `GET /welcome/{token}`
    package func show(_ request: Request, _ exchange: Exchange) async throws -> Response {
        let token = try exchange.parameters.require("token")
        guard let manager = try await holder(of: token) else { return try drawGone(request) }
        return try draw(request, manager, token: token)
    }

    /// `POST /welcome/{token}`
    package func accept(_ request: Request, _ exchange: Exchange) async throws -> Response {
        let form = try await Form(of: request)
        try form.requireToken(Cookies.formToken(of: request))
        let token = try exchange.parameters.require("token")
        guard let manager = try await holder(of: token) else { return try drawGone(request) }
        guard form["password"] == form["repeated"] else {
            let problem = site.speech(for: request).words["welcome.differ"]
            return try draw(request, manager, token: token, problem: problem)
        }
        do {
            let session = try await site.kith.managers.acceptLink(
                token,
                password: form["password"],
                code: form.code,
                address: site.settings.sender.of(request, exchange),
                userAgent: request.headers[.userAgent]
            )
            var response = Response.seeOther(Link.home.path)
            site.begin(session, on: &response)
            return response
        } catch ManagerError.linkNotValid {
            // Somebody else was faster.
            return try drawGone(request)
        } catch let error as ManagerError where error.isAboutTheForm {
            let failure = Failure(error)
            let problem = site.speech(for: request).words.problem(failure)
            let status: HTTPResponse.Status = failure.retryAfter == nil ? .unprocessableContent : failure.status
            var response = try draw(request, manager, token: token, problem: problem, status: status)
            if let seconds = failure.retryAfter { response.headers[.retryAfter] = String(seconds) }
            return response
        }
    }

    /// Whom a link is for; nil where it leads nowhere, or no more.
    private func holder(of token: String) async throws -> Manager? {
        do {
            return try await site.kith.managers.holder(ofLink: token)
        } catch ManagerError.linkNotValid {
            return nil
        }
    }

    private func drawGone(_ request: Request) throws -> Response {
        try site.page("link-gone", "link-gone.title", LinkGone(), in: site.speech(for: request), status: .notFound)
    }

    private func draw(
        _ request: Request,
        _ manager: Manager,
        token: String,
        problem: String? = nil,
        status: HTTPResponse.Status = .unprocessableContent
    ) throws -> Response {
        let formToken = site.formToken(for: request)
        let model = Model(
            formToken: formToken,
            email: manager.email.description,
            needsCode: manager.hasTOTP,
            action: Link.welcome(token: token).path,
            problem: problem
        )
        var response = try site.page(
            "welcome",
            "welcome.title",
            model,
            in: site.speech(for: request),
            status: problem == nil ? .ok : status
        )
        site.cookies.set(Cookies.form, formToken, maxAge: Site.formSeconds, on: &response)
        return response
    }
}

/// What stands where a one-time link leads nowhere, or no more.
struct LinkGone: Sendable {
    let signIn = Link.signIn(next: nil).path
    let help = Link.signInHelp.path
    let days = Int(Managers.linkMilliseconds / 86_400_000)
}

extension Form {
    /// The code that an app showed, or a recovery code.
    var code: String { self["code"].isEmpty ? self["recovery_code"] : self["code"] }
}

extension ManagerError {
    /// Whether the form can simply be filled in again.
    fileprivate var isAboutTheForm: Bool {
        switch self {
        case .passwordTooShort, .passwordTooLong, .codeNeeded, .codeRefused, .tooManyAttempts, .busy: true
        default: false
        }
    }
}
