import Domain
package import Hummingbird
import Kith

/// What is a manager's own: their name, how they sign in, where they are signed in, and how Kith looks to them.
package struct AccountPage: Sendable {
    struct Model: Sendable {
        let title: String
        let signedInAs: String
        let name: OwnName
        let password: OwnPassword
        let twoStep: OwnTwoStep
        let sessions: [OwnSession]
        let others: String
        let hasOthers: Bool
        let here = Link.account.path
        let formToken: String
    }

    /// The form of one's own name.
    struct OwnName: Sendable {
        let action = Link.ownName.path
        let written: String
        let nameProblem: String?
        /// The name in the sidebar is another one, too.
        let isSaved: Bool
    }

    /// The form of another password. Each problem stands beside its field.
    struct OwnPassword: Sendable {
        let action = Link.ownPassword.path
        let owner: String
        let shortest = Password.shortest
        var currentProblem: String?
        var newProblem: String?
        var againProblem: String?
        var otherProblem: String?
    }

    let site: Site

    /// `GET /settings/account`
    package func show(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let manager = exchange.session.manager
        let state = try await site.kith.managers.totp(by: exchange.caller)
        let sessions = try await site.kith.managers.sessions(by: exchange.caller)
        let others = sessions.count { $0.id != exchange.session.id }
        let model = Model(
            title: view.words["account.title"],
            signedInAs: view.words(
                "account.signed-in-as",
                ["email": manager.email.description, "role": view.name(of: exchange.session.role)]
            ),
            name: OwnName(written: manager.name, nameProblem: nil, isSaved: false),
            password: OwnPassword(owner: manager.email.description),
            twoStep: OwnTwoStep(state, in: view),
            sessions: sessions.map { OwnSession($0, isCurrent: $0.id == exchange.session.id, in: view) },
            others: Link.otherSessions.path,
            hasOthers: others > 0,
            formToken: view.session.formToken
        )
        return try await view.page("account", title: model.title, model, current: .account)
    }

    /// `POST /settings/account/name`
    package func rename(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let form = try await Form(of: request, by: exchange)
        do {
            let manager = exchange.session.manager.id
            let renamed = try await site.kith.managers.rename(manager, to: form["name"], by: exchange.caller)
            let saved = OwnName(written: renamed.name, nameProblem: nil, isSaved: true)
            return try view.fragment("account-name", saved).telling([.done(view.words["account.name.saved"])])
        } catch ManagerError.badName {
            let problem = view.sentence(ManagerError.badName.explanation)
            let refused = OwnName(written: form["name"], nameProblem: problem, isSaved: false)
            return try view.fragment("account-name", refused, status: .unprocessableContent)
        }
    }

    /// `POST /settings/account/password`: this session goes on, all others end.
    package func changePassword(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let form = try await Form(of: request, by: exchange)
        var answer = OwnPassword(owner: exchange.session.manager.email.description)
        do {
            guard form["password"] == form["repeated"] else {
                answer.againProblem = view.words["welcome.differ"]
                return try view.fragment("account-password", answer, status: .unprocessableContent)
            }
            try await site.kith.managers.changePassword(
                from: form["current"],
                to: form["password"],
                keeping: exchange.session.id,
                by: exchange.caller
            )
            let done = view.words["account.password.saved"]
            return try view.fragment("account-password", answer).telling([.done(done), .settingsChanged])
        } catch let error as ManagerError where error.isAboutProof {
            let problem = view.sentence(error.explanation)
            switch error {
            case .passwordRefused: answer.currentProblem = problem
            case .passwordTooShort, .passwordTooLong: answer.newProblem = problem
            default: answer.otherProblem = problem
            }
            return try view.fragment("account-password", answer, status: .unprocessableContent)
        }
    }
}

extension ManagerError {
    /// Whether it says what is wrong with what a manager showed or chose: the form can be filled in again.
    var isAboutProof: Bool {
        switch self {
        case .passwordRefused, .passwordTooShort, .passwordTooLong, .codeRefused, .tooManyAttempts, .busy, .totpIsOn,
            .totpIsOff, .totpNotBegun:
            true
        default: false
        }
    }
}
