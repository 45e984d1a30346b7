import Domain
package import Hummingbird
import Kith

/// A manager's codes of an app beside the password: set up, recovery codes, switched off.
package struct OwnTwoStepPage: Sendable {
    struct Setup: Sendable {
        let account: String
        let picture: [QRPicture]
        let secret: String
        let link: String
        let action = Link.ownTOTPConfirmation.path
    }

    /// A dialog in which somebody proves who they are, once more.
    struct Proof: Sendable {
        let title: String
        let what: String
        let owner: String
        let needsCode: Bool
        let submit: String
        let isBad: Bool
        let action: String
        let problems: [String]
    }

    /// Codes that are shown this once.
    struct Codes: Sendable {
        let codes: String
        let rows: Int
        /// What stands above them in the file.
        let heading: String
    }

    let site: Site

    /// `POST /settings/account/totp`: the answer alone has the secret, which counts for nothing until it is confirmed.
    package func begin(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        _ = try await Form(of: request, by: exchange)
        let begun = try await site.kith.managers.beginTOTP(by: exchange.caller)
        let model = Setup(
            account: exchange.session.manager.email.description,
            picture: QRPicture(begun.link).map { [$0] } ?? [],
            secret: begun.secret,
            link: begun.link
        )
        return try view.fragment("two-step-setup", model)
    }

    /// `POST /settings/account/totp/confirmation`: a wrong code leaves picture and secret where they are.
    package func confirm(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let form = try await Form(of: request, by: exchange)
        do {
            let codes = try await site.kith.managers.confirmTOTP(code: form["code"], by: exchange.caller)
            return try show(codes, exchange, done: view.words["two-step.switched-on"])
                .settingHeaders(["HX-Retarget": "#dialog", "HX-Reswap": "innerHTML"])
        } catch let error as ManagerError where error.isAboutProof {
            let problem = ["problem": view.sentence(error.explanation)]
            return try view.fragment("two-step-problem", problem, status: .unprocessableContent)
        }
    }

    /// `GET /settings/account/totp/end`
    package func beginEnd(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        try ask(exchange, .end)
    }

    /// `POST /settings/account/totp/end`
    package func end(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let form = try await Form(of: request, by: exchange)
        do {
            try await site.kith.managers.disableTOTP(
                password: form["password"],
                code: form["code"],
                by: exchange.caller
            )
            return .settingsChanged(view.words["two-step.switched-off"])
        } catch let error as ManagerError where error.isAboutProof {
            return try ask(exchange, .end, problem: error)
        }
    }

    /// `GET /settings/account/recovery-codes`
    package func beginCodes(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        try ask(exchange, .codes)
    }

    /// `POST /settings/account/recovery-codes`: the answer alone has them.
    package func makeCodes(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let form = try await Form(of: request, by: exchange)
        do {
            let codes = try await site.kith.managers.newRecoveryCodes(password: form["password"], by: exchange.caller)
            return try show(codes, exchange, done: view.words["recovery.made"])
        } catch let error as ManagerError where error.isAboutProof {
            return try ask(exchange, .codes, problem: error)
        }
    }

    private enum Wish { case end, codes }

    private func ask(_ exchange: ManagerExchange, _ wish: Wish, problem: ManagerError? = nil) throws -> Response {
        let view = site.view(for: exchange)
        let owner = exchange.session.manager.email.description
        let problems = problem.map { [view.sentence($0.explanation)] } ?? []
        let model =
            switch wish {
            case .end:
                Proof(
                    title: view.words["two-step.end.title"],
                    what: view.words["two-step.end.what"],
                    owner: owner,
                    needsCode: true,
                    submit: view.words["two-step.end"],
                    isBad: true,
                    action: Link.ownTOTPEnd.path,
                    problems: problems
                )
            case .codes:
                Proof(
                    title: view.words["recovery.new"],
                    what: view.words["recovery.new.what"],
                    owner: owner,
                    needsCode: false,
                    submit: view.words["recovery.make"],
                    isBad: false,
                    action: Link.ownRecoveryCodes.path,
                    problems: problems
                )
            }
        return try view.fragment("proof", model, status: problem == nil ? .ok : .unprocessableContent)
    }

    private func show(_ codes: [String], _ exchange: ManagerExchange, done: String) throws -> Response {
        let view = site.view(for: exchange)
        let session = exchange.session
        let model = Codes(
            codes: codes.joined(separator: "\n"),
            rows: codes.count,
            heading: view.words(
                "recovery.file",
                [
                    "organization": session.organization.name, "email": session.manager.email.description,
                    "day": view.region.day(view.region.now),
                ]
            )
        )
        return try view.fragment("recovery-codes", model).telling([.done(done), .settingsChanged])
    }
}

/// Whether a manager signs in with codes, as their page says it.
struct OwnTwoStep: Sendable {
    let isOn: Bool
    let since: String
    let codesLeft: String
    let areFew: Bool
    let setup = Link.ownTOTP.path
    let end = Link.ownTOTPEnd.path
    let newCodes = Link.ownRecoveryCodes.path

    private static let few = 3

    init(_ state: TOTPState, in view: View) {
        isOn = state.isOn
        since = state.since.map { view.words("two-step.since", ["day": view.region.day($0)]) } ?? ""
        codesLeft = view.count("recovery.left", state.recoveryCodesLeft)
        areFew = state.recoveryCodesLeft < Self.few
    }
}
