import Domain
package import HTTP
package import Hummingbird
import Kith

/// Signing in with e-mail and password, and signing out.
package struct SignInPage: Sendable {
    struct Model: Sendable {
        let formToken: String
        let email: String
        /// Stands for the password while the code is asked for; nil before.
        let pending: String?
        let focusesCode = true
        /// Where the e-mail is known, the password is what is missing.
        let focusesPassword: Bool
        let help = Link.signInHelp.path
        let restart: String
        let next: String
        let problem: String?
    }

    let site: Site

    /// `GET /sign-in`
    package func show(_ request: Request, _ exchange: Exchange) throws -> Response {
        let next = Link.local(Link.parameters(request.uri.query)["next"])
        return try draw(request, email: "", next: next)
    }

    /// `GET /sign-in/help`: the ways back in for somebody who has none.
    package func help(_ request: Request, _ exchange: Exchange) throws -> Response {
        let speech = site.speech(for: request)
        return try site.page("sign-in-help", "sign-in-help.title", SignInHelp(), in: speech)
    }

    /// `POST /sign-in`: e-mail and password, then the code of those who have one.
    package func signIn(_ request: Request, _ exchange: Exchange) async throws -> Response {
        let form = try await Form(of: request)
        try form.requireToken(Cookies.formToken(of: request))
        let next = Link.local(form["next"])
        do {
            let step =
                form["pending"].isEmpty
                ? try await begin(form, request, exchange)
                : .signedIn(try await finish(form, request, exchange))
            switch step {
            case .codeNeeded(let pending):
                return try draw(request, email: form["email"], pending: pending, next: next)
            case .signedIn(let session):
                var response = Response.seeOther(next ?? Link.home.path)
                site.begin(session, on: &response)
                return response
            }
        } catch let error as ManagerError {
            let pending = error.keepsPasswordProven ? form["pending"] : ""
            return try draw(request, email: form["email"], pending: pending, next: next, failure: Failure(error))
        }
    }

    private func begin(_ form: Form, _ request: Request, _ exchange: Exchange) async throws -> SignInStep {
        try await site.kith.managers.beginSignIn(
            email: form["email"],
            password: form["password"],
            form: form["form_token"],
            address: site.settings.sender.of(request, exchange),
            userAgent: request.headers[.userAgent]
        )
    }

    private func finish(_ form: Form, _ request: Request, _ exchange: Exchange) async throws -> NewSession {
        try await site.kith.managers.finishSignIn(
            pending: form["pending"],
            code: form.code,
            form: form["form_token"],
            address: site.settings.sender.of(request, exchange),
            userAgent: request.headers[.userAgent]
        )
    }

    /// `POST /sign-out`
    package func signOut(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        try await Form(of: request).requireToken(exchange.session.formToken)
        if let token = Cookies.session(of: request) {
            try await site.kith.managers.signOut(token)
        }
        var response = Response.seeOther(Link.signIn(next: nil).path)
        site.cookies.clear(Cookies.session, on: &response)
        return response
    }

    private func draw(
        _ request: Request,
        email: String,
        pending: String = "",
        next: String?,
        failure: Failure? = nil
    ) throws -> Response {
        let formToken = site.formToken(for: request)
        let speech = site.speech(for: request)
        let model = Model(
            formToken: formToken,
            email: String(email.prefix(254)),
            pending: pending.isEmpty ? nil : pending,
            focusesPassword: !email.isEmpty,
            restart: Link.signIn(next: next).path,
            next: next ?? "",
            problem: failure.flatMap { speech.words.problem($0) }
        )
        var response = try site.page("sign-in", "sign-in.title", model, in: speech, status: failure?.status ?? .ok)
        if let seconds = failure?.retryAfter {
            response.headers[.retryAfter] = String(seconds)
        }
        site.cookies.set(Cookies.form, formToken, maxAge: Site.formSeconds, on: &response)
        return response
    }
}

/// What the page about ways back in says.
struct SignInHelp: Sendable {
    let signIn = Link.signIn(next: nil).path
    let days = Int(Managers.linkMilliseconds / 86_400_000)
}

extension Words {
    /// Why somebody is not let in; who has to wait is told for how long.
    func problem(_ failure: Failure) -> String? {
        guard failure.status == .tooManyRequests, let seconds = failure.retryAfter else {
            return failure.detail.map { sentence($0) }
        }
        let minutes = max(1, (seconds + 59) / 60)
        return count("sign-in.locked", minutes, shown: String(minutes))
    }
}

extension ManagerError {
    /// Whether the code can be given again without the password.
    fileprivate var keepsPasswordProven: Bool {
        switch self {
        case .codeNeeded, .codeRefused, .tooManyAttempts, .busy: true
        default: false
        }
    }
}
