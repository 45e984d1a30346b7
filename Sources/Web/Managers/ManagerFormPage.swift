import Domain
package import Hummingbird
import Kith

/// The dialogs in which a manager is invited, or gets another name or role.
package struct ManagerFormPage: Sendable {
    struct Model: Sendable {
        let title: String
        let action: String
        let isNew: Bool
        let email: String
        let name: String
        let roles: [Choice]
        /// False where the role is not the caller's to change.
        let choosesRole: Bool
        let submit: String
        let problems: [String]
    }

    let site: Site

    /// `GET /settings/managers/new`
    package func begin(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        try await drawNew(nil, exchange)
    }

    /// `POST /settings/managers`: the answer has the one-time link.
    package func invite(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let form = try await Form(of: request, by: exchange)
        do {
            let invitation = try await site.kith.managers.invite(
                email: form["email"].trimmed,
                name: form["name"].trimmed.isEmpty ? nil : form["name"],
                role: form["role"],
                by: exchange.caller
            )
            return try view.fragment("shown-once", ShownOnce(invitation, for: request, in: view))
                .telling([.settingsChanged])
        } catch let error as ManagerError {
            return try await drawNew(form, exchange, problem: error.explanation)
        }
    }

    /// `GET /settings/managers/{manager}/edit`
    package func open(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let (manager, role) = try await site.managers.find(exchange)
        return try await draw(manager, role, nil, exchange)
    }

    /// `POST /settings/managers/{manager}`
    package func edit(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let form = try await Form(of: request, by: exchange)
        let (manager, role) = try await site.managers.find(exchange)
        // One that stays is not given anew: it may be more than the caller could give.
        let newRole = form.has("role") && form["role"] != role?.name ? form["role"] : nil
        do {
            _ = try await site.kith.managers.edit(manager.id, name: form["name"], role: newRole, by: exchange.caller)
            // With another role of one's own all around may look different.
            if newRole != nil, exchange.caller.actor == .manager(manager.id) { return .leading(to: .home) }
            return .settingsChanged(view.words["managers.saved"])
        } catch let error as ManagerError {
            return try await draw(manager, role, form, exchange, problem: error.explanation)
        }
    }

    private func drawNew(_ form: Form?, _ exchange: ManagerExchange, problem: Phrase? = nil) async throws -> Response {
        let view = site.view(for: exchange)
        let roles = try await choices(form?["role"], exchange, view)
        let model = Model(
            title: view.words["managers.invite"],
            action: Link.managers.path,
            isNew: true,
            email: form?["email"] ?? "",
            name: form?["name"] ?? "",
            roles: roles,
            choosesRole: true,
            submit: view.words["managers.invite.submit"],
            problems: problem.map { [view.sentence($0)] } ?? []
        )
        return try view.fragment("manager-form", model, status: problem == nil ? .ok : .unprocessableContent)
    }

    private func draw(
        _ manager: Manager,
        _ role: Role?,
        _ form: Form?,
        _ exchange: ManagerExchange,
        problem: Phrase? = nil
    ) async throws -> Response {
        let view = site.view(for: exchange)
        let model = Model(
            title: manager.email.description,
            action: Link.manager(manager.id).path,
            isNew: false,
            email: manager.email.description,
            name: form?["name"] ?? manager.name,
            roles: try await choices(form?["role"], held: role, exchange, view),
            choosesRole: exchange.caller.isOwner || role?.isOwner == false,
            submit: view.words["dialog.save"],
            problems: problem.map { [view.sentence($0)] } ?? []
        )
        return try view.fragment("manager-form", model, status: problem == nil ? .ok : .unprocessableContent)
    }

    /// The roles that the caller may give, and the one that the manager has already.
    private func choices(
        _ chosen: String?,
        held: Role? = nil,
        _ exchange: ManagerExchange,
        _ view: View
    ) async throws -> [Choice] {
        let caller = exchange.caller
        let roles = try await site.kith.roles.all(by: caller).filter { role in
            role.id == held?.id
                || (caller.isOwner || !role.isOwner) && role.permissions.isSubset(of: caller.permissions)
        }
        // Whoever is invited gets little unless more is meant.
        let first = chosen ?? held?.name ?? roles.first { $0.builtIn == .basic }?.name
        return roles.map { Choice(value: $0.name, title: view.name(of: $0), isChosen: $0.name == first) }
    }
}
