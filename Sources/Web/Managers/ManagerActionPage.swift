import Domain
import HTTPTypes
package import Hummingbird
import Kith

/// The dialogs that ask before something is done about a manager, and doing it.
package struct ManagerActionPage: Sendable {
    let site: Site

    /// `GET /settings/managers/{manager}/{action}`
    package func ask(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let (manager, action) = try await find(exchange)
        return try Self.question(action, manager, in: view).draw(in: view)
    }

    /// `POST /settings/managers/{manager}/{action}`
    package func act(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        _ = try await Form(of: request, by: exchange)
        let (manager, action) = try await find(exchange)
        let (managers, caller) = (site.kith.managers, exchange.caller)
        do {
            switch action {
            case .link:
                let invitation = try await managers.makeLink(for: manager.id, by: caller)
                return try view.fragment("shown-once", ShownOnce(invitation, for: request, in: view))
            case .sessions:
                let count = try await managers.revokeSessions(of: manager.id, by: caller)
                return .settingsChanged(view.count("managers.sessions.done", count))
            case .twoStep:
                try await managers.disableTOTP(of: manager.id, by: caller)
            case .removal:
                try await managers.remove(manager.id, by: caller)
                if caller.actor == .manager(manager.id) { return .leading(to: .signIn(next: nil)) }
            }
            return .settingsChanged(view.words("managers.\(action.rawValue).done", ["name": manager.name]))
        } catch let error as ManagerError {
            return try Self.question(action, manager, in: view).draw(in: view, problem: error.explanation)
        }
    }

    /// Throws 404 for what is no action, and 403 for one that is not the caller's to take.
    private func find(_ exchange: ManagerExchange) async throws -> (Manager, ManagerAction) {
        guard let action = exchange.parameters.get("action").flatMap(ManagerAction.init) else {
            throw HTTPError(.notFound)
        }
        let (manager, role) = try await site.managers.find(exchange)
        guard action.isFor(exchange.caller, of: manager, role) else { throw HTTPError(.forbidden) }
        return (manager, action)
    }

    private static func question(_ action: ManagerAction, _ manager: Manager, in view: View) -> SettingsQuestion {
        SettingsQuestion(
            title: view.words["managers.\(action.rawValue).title"],
            about: "\(manager.name) (\(manager.email))",
            what: view.words["managers.\(action.rawValue).what"],
            submit: view.words["managers.\(action.rawValue).now"],
            action: .managerAction(manager.id, action),
            isBad: action == .removal
        )
    }
}
