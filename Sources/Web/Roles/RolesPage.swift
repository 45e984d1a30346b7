import Domain
package import Hummingbird
import Kith

/// The roles of the organization, and how many managers have each.
package struct RolesPage: Sendable {
    struct Model: Sendable {
        let title: String
        let rows: [Row]
        let here = Link.roles.path
        let new = Link.newRole.path
        /// Why there can be no further one; a list of one or none.
        let full: [String]
        let hasRoom: Bool
    }

    struct Row: Sendable {
        let name: String
        let link: String
        let isBuiltIn: Bool
        let permissions: String
        let managers: String
        let removal: String
        let removalTitle: String
    }

    let site: Site

    /// `GET /settings/roles`
    package func show(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let roles = try await site.kith.roles.all(by: exchange.caller)
        let counts = try await site.kith.roles.managerCounts(by: exchange.caller)
        let hasRoom = roles.count < Role.most
        let model = Model(
            title: view.words["roles.title"],
            rows: roles.map { Row($0, managers: counts[$0.id] ?? 0, in: view) },
            full: hasRoom ? [] : [view.sentence(RoleError.tooMany.explanation)],
            hasRoom: hasRoom
        )
        return try await view.page("roles", title: model.title, model, current: .roles)
    }

    /// `GET /settings/roles/{role}/removal`: the dialog that asks, or says why it cannot be.
    package func beginRemoval(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let role = try await find(exchange)
        let managers = try await site.kith.roles.managerCounts(by: exchange.caller)[role.id] ?? 0
        let problem: RoleError? =
            role.builtIn != nil ? .builtIn(role.name) : managers > 0 ? .inUse(managers: managers) : nil
        return try Self.question(role, in: view).draw(in: view, problem: problem?.explanation, mayGoOn: problem == nil)
    }

    /// `POST /settings/roles/{role}/removal`
    package func remove(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        _ = try await Form(of: request, by: exchange)
        let role = try await find(exchange)
        do {
            try await site.kith.roles.remove(role.id, by: exchange.caller)
            return .settingsChanged(view.words("roles.removal.done", ["name": role.name]))
        } catch let error as RoleError {
            return try Self.question(role, in: view).draw(in: view, problem: error.explanation)
        }
    }

    /// The role that the address names.
    func find(_ exchange: ManagerExchange) async throws -> Role {
        let text = exchange.parameters.get("role") ?? ""
        guard let id = RoleID(text) else { throw RoleError.unknown(text, known: []) }
        return try await site.kith.roles.find(id, by: exchange.caller)
    }

    private static func question(_ role: Role, in view: View) -> SettingsQuestion {
        SettingsQuestion(
            title: view.words["roles.removal.title"],
            about: role.name,
            what: view.words["roles.removal.what"],
            submit: view.words["roles.removal.now"],
            action: .roleRemoval(role.id),
            isBad: true
        )
    }
}

extension RolesPage.Row {
    fileprivate init(_ role: Role, managers: Int, in view: View) {
        name = view.name(of: role)
        link = Link.role(role.id).path
        isBuiltIn = role.builtIn != nil
        permissions = view.count("roles.permissions", role.permissions.count)
        self.managers = view.count("roles.managers", managers)
        removal = Link.roleRemoval(role.id).path
        removalTitle = view.words("roles.remove", ["name": role.name])
    }
}
