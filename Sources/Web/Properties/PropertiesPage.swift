import Domain
import Foundation
package import Hummingbird
import Kith

/// What the organization knows of its contacts beside what Kith itself records.
package struct PropertiesPage: Sendable {
    /// The options of a property, of which each letter may take nine signs in a form.
    static let mostBytes = 2 * 1_024 * 1_024

    let site: Site

    /// `GET /settings/properties`
    package func show(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let model = Model(
            title: view.words["properties.title"],
            properties: try await PropertyList(in: view),
            keys: try await UnregisteredKeyList(in: view)
        )
        return try await view.page("properties", title: model.title, model, current: .properties)
    }

    /// `GET /settings/properties/list`: the part of the page that follows what others change.
    package func list(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        return try view.fragment("property-list", try await PropertyList(in: view))
    }

    /// `POST /settings/property-order`: puts the property `key` behind another one, or first where `after` names none.
    package func order(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let form = try await Form(of: request, by: exchange)
        let properties = site.kith.properties
        // Where it stands is said beside one other, so that whoever moves others meanwhile is not undone.
        var keys = try await properties.all(by: exchange.caller).map(\.key)
        guard let place = keys.firstIndex(of: form["key"]) else { throw PropertyError.unknown(form["key"]) }
        let key = keys.remove(at: place)
        let after = form["after"]
        guard let before = keys.firstIndex(of: after) else {
            guard after.isEmpty else { throw PropertyError.unknown(after) }
            _ = try await properties.order([key] + keys, by: exchange.caller)
            return .plain("", status: .noContent)
        }
        keys.insert(key, at: before + 1)
        _ = try await properties.order(keys, by: exchange.caller)
        return .plain("", status: .noContent)
    }

    /// `POST /settings/properties/{property}/visibility`: shows or hides it in the `place` contacts or inbox.
    package func setVisibility(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let form = try await Form(of: request, by: exchange)
        let isHidden = form["shown"].isEmpty
        let edit =
            form["place"] == "inbox"
            ? PropertyEdit(isHiddenInInbox: isHidden) : PropertyEdit(isHiddenInContacts: isHidden)
        _ = try await site.kith.properties.beginEdit(try exchange.property(), edit, by: exchange.caller)
        return .plain("", status: .noContent)
    }

    /// `POST /settings/properties/{property}/archival`: archives it, or with `restored` brings it back.
    package func archive(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let form = try await Form(of: request, by: exchange)
        let isRestored = !form["restored"].isEmpty
        let properties = site.kith.properties
        let begun =
            isRestored
            ? try await properties.beginRestoring(exchange.property(), by: exchange.caller)
            : try await properties.beginArchiving(exchange.property(), by: exchange.caller)
        let word = isRestored ? "properties.was-restored" : "properties.was-archived"
        return view.answer(toChanging: begun.property, begun.adapting, word)
    }

    struct Model: Sendable {
        let title: String
        let properties: PropertyList
        let keys: UnregisteredKeyList
        let new = Link.newProperty.path
    }
}

extension ManagerExchange {
    /// The key of the property that the address names.
    func property() throws(PropertyError) -> String {
        guard let key = parameters.get("property")?.removingPercentEncoding, !key.utf8.contains(0) else {
            throw .unknown("")
        }
        return key
    }
}
