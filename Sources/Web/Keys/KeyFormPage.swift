import Domain
package import Hummingbird
import Kith

/// The dialogs in which a key is made, or gets another name.
package struct KeyFormPage: Sendable {
    struct Model: Sendable {
        let title: String
        let action: String
        let isNew: Bool
        let name: String
        let groups: [TickGroup]
        let submit: String
        let problems: [String]
    }

    let site: Site

    /// `GET /settings/keys/new`
    package func begin(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        try drawNew(nil, exchange)
    }

    /// `POST /settings/keys`: the answer alone has the secret.
    package func create(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let form = try await Form(of: request, by: exchange)
        do {
            let made = try await site.kith.keys.create(
                name: form["name"],
                scopes: Set(form.all("ticked").compactMap(Scope.init)),
                by: exchange.caller
            )
            return try view.fragment("shown-once", ShownOnce(made, in: view)).telling([.settingsChanged])
        } catch let error as KeyError {
            return try drawNew(form, exchange, problem: error)
        }
    }

    /// `GET /settings/keys/{key}/edit`
    package func open(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let key = try await site.keys.find(exchange)
        return try draw(key, name: key.name, exchange)
    }

    /// `POST /settings/keys/{key}`
    package func rename(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let form = try await Form(of: request, by: exchange)
        let key = try await site.keys.find(exchange)
        do {
            _ = try await site.kith.keys.rename(key.id, to: form["name"], by: exchange.caller)
            return .settingsChanged(view.words["api-keys.saved"])
        } catch let error as KeyError {
            return try draw(key, name: form["name"], exchange, problem: error)
        }
    }

    private func drawNew(_ form: Form?, _ exchange: ManagerExchange, problem: KeyError? = nil) throws -> Response {
        let view = site.view(for: exchange)
        let chosen = Set(form?.all("ticked") ?? [])
        let groups = ScopeGroup.allCases.map { group in
            TickGroup(
                name: view.words["scopes.\(group.rawValue)"],
                ticks: Scope.allCases.filter { ScopeGroup($0) == group }.map { scope in
                    TickGroup.Tick(scope, isChosen: chosen.contains(scope.rawValue), in: view)
                }
            )
        }
        let model = Model(
            title: view.words["api-keys.new"],
            action: Link.keys.path,
            isNew: true,
            name: form?["name"] ?? "",
            groups: groups,
            submit: view.words["api-keys.create"],
            problems: problem.map { [view.sentence($0.explanation)] } ?? []
        )
        return try view.fragment("key-form", model, status: problem == nil ? .ok : .unprocessableContent)
    }

    private func draw(
        _ key: Key,
        name: String,
        _ exchange: ManagerExchange,
        problem: KeyError? = nil
    ) throws -> Response {
        let view = site.view(for: exchange)
        let model = Model(
            title: view.words["api-keys.rename"],
            action: Link.key(key.id).path,
            isNew: false,
            name: name,
            groups: [],
            submit: view.words["dialog.save"],
            problems: problem.map { [view.sentence($0.explanation)] } ?? []
        )
        return try view.fragment("key-form", model, status: problem == nil ? .ok : .unprocessableContent)
    }
}

extension TickGroup.Tick {
    fileprivate init(_ scope: Scope, isChosen: Bool, in view: View) {
        value = scope.rawValue
        title = view.say(scope.explanation)
        self.isChosen = isChosen
        let isOwners = Scope.grantedByOwnersOnly.contains(scope) && !view.caller.isOwner
        isChoosable = !isOwners && scope.permissions.isSubset(of: view.caller.permissions)
        // That owners grant it stands in its explanation.
        hints = isChoosable || isOwners ? [] : [view.words["api-keys.not-own"]]
    }
}

extension ShownOnce {
    fileprivate init(_ made: NewKey, in view: View) {
        title = view.words("api-keys.secret.for", ["name": made.key.name])
        lead = view.words["api-keys.secret.lead"]
        name = view.words["api-keys.secret.name"]
        text = made.secret
        hint = view.words["api-keys.secret.hint"]
        copy = view.words["api-keys.secret.copy"]
        copied = view.words["api-keys.secret.copied"]
    }
}
