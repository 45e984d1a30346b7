import Domain
package import Hummingbird
import Kith

/// Where a manager is signed in: each place can be signed out from here.
package struct OwnSessionsPage: Sendable {
    let site: Site

    /// `POST /settings/account/sessions/{session}/end`
    package func end(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        _ = try await Form(of: request, by: exchange)
        guard let session = exchange.parameters.get("session").flatMap({ SessionID($0) }) else {
            throw ManagerError.unknownSession
        }
        try await site.kith.managers.revoke(session, by: exchange.caller)
        return .settingsChanged(view.words["account.session.ended"])
    }

    /// `GET /settings/account/other-sessions`
    package func beginEndOfOthers(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let question = SettingsQuestion(
            title: view.words["account.others.title"],
            about: exchange.session.manager.email.description,
            what: view.words["account.others.what"],
            submit: view.words["account.others"],
            action: .otherSessions,
            isBad: true
        )
        return try question.draw(in: view)
    }

    /// `POST /settings/account/other-sessions`
    package func endOthers(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        _ = try await Form(of: request, by: exchange)
        let count = try await site.kith.managers.revokeSessions(but: exchange.session.id, by: exchange.caller)
        return .settingsChanged(view.count("account.others.ended", count))
    }
}

/// One place where a manager is signed in, as they read it.
struct OwnSession: Sendable {
    let device: String
    let begun: String
    let seen: String
    let isCurrent: Bool
    let action: String
    let actionName: String

    init(_ session: ManagerSession, isCurrent: Bool, in view: View) {
        let device = SignInDevice(session.userAgent).name(in: view.words)
        self.device = device
        let time = view.region.moment(session.createdAt)
        begun =
            session.address.map { view.words("account.session.begun-from", ["time": time, "address": $0]) }
            ?? view.words("account.session.begun", ["time": time])
        seen = view.words("account.session.seen", ["time": view.region.time(session.seenAt).shown])
        self.isCurrent = isCurrent
        action = Link.ownSession(session.id).path
        actionName = view.words("account.session.end-of", ["device": device])
    }
}
