import Domain
package import Hummingbird
import Kith

/// The people of the organization who sign in, and what can be done about each.
package struct ManagersPage: Sendable {
    struct Model: Sendable {
        let title: String
        let rows: [Row]
        let here = Link.managers.path
        let invite = Link.newManager.path
    }

    struct Row: Sendable {
        let id: String
        let name: String
        let email: String
        let role: String
        let isOneself: Bool
        let hasSignedIn: Bool
        let hasTwoStep: Bool
        let form: String
        let menu: String
        let actions: [Action]
    }

    struct Action: Sendable {
        let title: String
        let icon: String
        let link: String
        let isBad: Bool
    }

    let site: Site

    /// `GET /settings/managers`
    package func show(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let roles = try await site.kith.roles.all(by: exchange.caller)
        let managers = try await site.kith.managers.all(by: exchange.caller)
        let rows = managers.map { manager in
            Row(manager, roles.first { $0.id == manager.role }, in: view)
        }
        let model = Model(title: view.words["managers.title"], rows: rows)
        return try await view.page("managers", title: model.title, model, current: .managers)
    }

    /// The manager that the address names, and their role.
    func find(_ exchange: ManagerExchange) async throws -> (manager: Manager, role: Role?) {
        guard let id = exchange.parameters.get("manager").flatMap({ ManagerID($0) }) else { throw ManagerError.unknown }
        let manager = try await site.kith.managers.find(id, by: exchange.caller)
        let roles = try await site.kith.roles.all(by: exchange.caller)
        return (manager, roles.first { $0.id == manager.role })
    }
}

extension ManagersPage.Row {
    fileprivate init(_ manager: Manager, _ role: Role?, in view: View) {
        id = manager.id.description
        name = manager.name
        email = manager.email.description
        self.role = role.map(view.name(of:)) ?? ""
        isOneself = view.caller.actor == .manager(manager.id)
        hasSignedIn = manager.hasPassword
        hasTwoStep = manager.hasTOTP
        form = Link.managerForm(manager.id).path
        menu = view.words("managers.menu", ["name": manager.name])
        actions = ManagerAction.allCases.filter { $0.isFor(view.caller, of: manager, role) }.map { action in
            ManagersPage.Action(
                title: view.words["managers.\(action.rawValue)"],
                icon: action.icon,
                link: Link.managerAction(manager.id, action).path,
                isBad: action == .removal
            )
        }
    }
}
