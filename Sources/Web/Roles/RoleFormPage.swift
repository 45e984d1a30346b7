import Domain
package import Hummingbird
import Kith

/// What a role is called and what it permits: a form, which for a built-in role can only be read.
package struct RoleFormPage: Sendable {
    struct Model: Sendable {
        let title: String
        let back = Link.roles.path
        let action: String
        let name: String
        let isEditable: Bool
        let groups: [TickGroup]
        let problems: [String]
        let formToken: String
    }

    /// What was written into the form.
    private struct Draft {
        let name: String
        let permissions: Set<Permission>
    }

    let site: Site

    /// `GET /settings/roles/new`
    package func begin(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        guard try await site.kith.roles.all(by: exchange.caller).count < Role.most else { throw RoleError.tooMany }
        return try await draw(nil, Draft(name: "", permissions: []), exchange)
    }

    /// `POST /settings/roles`
    package func create(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let draft = try await Self.draft(Form(of: request, by: exchange), of: nil, exchange.caller)
        do {
            _ = try await site.kith.roles.create(
                name: draft.name,
                permissions: draft.permissions,
                by: exchange.caller
            )
            return .seeOther(Link.roles.path)
        } catch let error as RoleError {
            return try await draw(nil, draft, exchange, problem: error)
        }
    }

    /// `GET /settings/roles/{role}`
    package func open(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let role = try await site.roles.find(exchange)
        return try await draw(role, Draft(name: role.name, permissions: role.permissions), exchange)
    }

    /// `POST /settings/roles/{role}`
    package func edit(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let role = try await site.roles.find(exchange)
        guard role.builtIn == nil else { throw RoleError.builtIn(role.name) }
        let draft = try await Self.draft(Form(of: request, by: exchange), of: role, exchange.caller)
        do {
            _ = try await site.kith.roles.edit(
                role.id,
                name: draft.name,
                permissions: draft.permissions,
                by: exchange.caller
            )
            return .seeOther(Link.roles.path)
        } catch let error as RoleError {
            return try await draw(role, draft, exchange, problem: error)
        }
    }

    /// What the caller may put into a role, or take out of it.
    private static func choosable(by caller: Caller) -> Set<Permission> {
        caller.permissions.subtracting(Permission.ofOwnersOnly)
    }

    /// What cannot be chosen is not sent by the form, and stays as it is.
    private static func draft(_ form: Form, of role: Role?, _ caller: Caller) -> Draft {
        let choosable = choosable(by: caller)
        let chosen = Set(form.all("ticked").compactMap(Permission.init))
        let kept = (role?.permissions ?? []).subtracting(choosable)
        return Draft(name: form["name"], permissions: chosen.intersection(choosable).union(kept))
    }

    private func draw(
        _ role: Role?,
        _ draft: Draft,
        _ exchange: ManagerExchange,
        problem: RoleError? = nil
    ) async throws -> Response {
        let view = site.view(for: exchange)
        let isEditable = role?.builtIn == nil
        let choosable = isEditable ? Self.choosable(by: exchange.caller) : []
        let groups = PermissionGroup.allCases.map { group in
            TickGroup(
                name: view.words["permissions.\(group.rawValue)"],
                ticks: Permission.allCases.filter { PermissionGroup($0) == group }.map { permission in
                    TickGroup.Tick(
                        permission,
                        isChosen: draft.permissions.contains(permission),
                        isChoosable: choosable.contains(permission),
                        isRead: !isEditable,
                        in: view
                    )
                }
            )
        }
        let model = Model(
            title: role.map(view.name(of:)) ?? view.words["roles.new"],
            action: (role.map { Link.role($0.id) } ?? .roles).path,
            name: draft.name,
            isEditable: isEditable,
            groups: groups,
            problems: problem.map { [view.sentence($0.explanation)] } ?? [],
            formToken: view.session.formToken
        )
        return try await view.page(
            "role",
            title: model.title,
            model,
            current: .roles,
            status: problem == nil ? .ok : .unprocessableContent
        )
    }
}

extension TickGroup.Tick {
    fileprivate init(_ permission: Permission, isChosen: Bool, isChoosable: Bool, isRead: Bool, in view: View) {
        value = permission.rawValue
        title = view.say(permission.explanation)
        self.isChosen = isChosen
        self.isChoosable = isChoosable
        // That it is for owners only stands in its explanation.
        let isExplained = isChoosable || isRead || Permission.ofOwnersOnly.contains(permission)
        hints = isExplained ? [] : [view.words["permissions.not-own"]]
    }
}
