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
        let manager = try await site.kith.managers.holder(ofLink: token)
        return try draw(request, manager, token: token)
    }

    /// `POST /welcome/{token}`
    package func accept(_ request: Request, _ exchange: Exchange) async throws -> Response {
        let form = try await Form(of: request)
        try form.requireToken(Cookies.formToken(of: request))
        let token = try exchange.parameters.require("token")
        let manager = try await site.kith.managers.holder(ofLink: token)
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
            var response = Response.seeOther(Link.contacts(ContactsState()).path)
            site.begin(session, on: &response)
            return response
        } catch let error as ManagerError where error.isAboutTheForm {
            let problem = site.speech(for: request).words.sentence(error.explanation)
            return try draw(request, manager, token: token, problem: problem)
        }
    }

    private func draw(
        _ request: Request,
        _ manager: Manager,
        token: String,
        problem: String? = nil
    ) throws -> Response {
        let formToken = site.formToken(for: request)
        let model = Model(
            formToken: formToken,
            email: manager.email.description,
            needsCode: manager.hasTOTP,
            action: Link.welcome(token: token).path,
            problem: problem
        )
        let status: HTTPResponse.Status = problem == nil ? .ok : .unprocessableContent
        var response = try site.page("welcome", "welcome.title", model, in: site.speech(for: request), status: status)
        site.cookies.set(Cookies.form, formToken, maxAge: Site.formSeconds, on: &response)
        return response
    }
}

extension Form {
    /// The code that an app showed, or a recovery code.
    var code: String { self["code"].isEmpty ? self["recovery_code"] : self["code"] }
}

extension ManagerError {
    /// Whether the form can simply be filled in again.
    fileprivate var isAboutTheForm: Bool {
        switch self {
        case .passwordTooShort, .passwordTooLong, .codeNeeded, .codeRefused: true
        default: false
        }
    }
}
