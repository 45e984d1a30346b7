import Domain
package import Hummingbird
import Kith

/// The keys by which programs are let in, those that were revoked too.
package struct KeysPage: Sendable {
    struct Model: Sendable {
        let title: String
        let rows: [Row]
        let isEmpty: Bool
        let here = Link.keys.path
        let new = Link.newKey.path
    }

    struct Row: Sendable {
        let id: String
        let name: String
        let scopes: [String]
        let made: String
        let use: String
        let isRevoked: Bool
        let menu: String
        let form: String
        let revocation: String
    }

    let site: Site

    /// `GET /settings/keys`
    package func show(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let keys = try await site.kith.keys.all(by: exchange.caller)
        let makers = try await site.kith.keys.makers(by: exchange.caller)
        let rows = keys.map { Row($0, makers, in: view) }
        let model = Model(title: view.words["api-keys.title"], rows: rows, isEmpty: rows.isEmpty)
        return try await view.page("keys", title: model.title, model, current: .keys)
    }

    /// `GET /settings/keys/{key}/revocation`
    package func beginRevocation(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let key = try await find(exchange)
        return try Self.question(key, in: view).draw(in: view)
    }

    /// `POST /settings/keys/{key}/revocation`
    package func revoke(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        _ = try await Form(of: request, by: exchange)
        let key = try await find(exchange)
        try await site.kith.keys.revoke(key.id, by: exchange.caller)
        return .settingsChanged(view.words("api-keys.revocation.done", ["name": key.name]))
    }

    /// The key that the address names. One that was revoked is only to be looked at.
    func find(_ exchange: ManagerExchange) async throws -> Key {
        guard let id = exchange.parameters.get("key").flatMap({ KeyID($0) }) else { throw KeyError.unknown }
        let key = try await site.kith.keys.find(id, by: exchange.caller)
        guard key.revokedAt == nil else { throw KeyError.unknown }
        return key
    }

    private static func question(_ key: Key, in view: View) -> SettingsQuestion {
        SettingsQuestion(
            title: view.words["api-keys.revocation.title"],
            about: key.name,
            what: view.words["api-keys.revocation.what"],
            submit: view.words["api-keys.revocation.now"],
            action: .keyRevocation(key.id),
            isBad: true
        )
    }
}

extension KeysPage.Row {
    fileprivate init(_ key: Key, _ makers: AuditNames, in view: View) {
        id = key.id.description
        name = key.name
        scopes = key.scopes.map(\.rawValue).sorted()
        made = view.words(
            "api-keys.made",
            ["who": view.name(of: key.createdBy, makers), "time": view.region.day(key.createdAt)]
        )
        isRevoked = key.revokedAt != nil
        let used = key.lastUsedAt.map { view.words("api-keys.used", ["time": view.region.time($0).shown]) }
        let revoked = key.revokedAt.map { view.words("api-keys.revoked", ["time": view.region.time($0).shown]) }
        use = revoked ?? used ?? view.words["api-keys.unused"]
        menu = view.words("api-keys.menu", ["name": key.name])
        form = Link.keyForm(key.id).path
        revocation = Link.keyRevocation(key.id).path
    }
}
