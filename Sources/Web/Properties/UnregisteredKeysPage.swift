import Domain
package import Hummingbird
import Kith

/// Keys that came from outside: collected by themselves, or registered and dismissed by hand.
package struct UnregisteredKeysPage: Sendable {
    let site: Site

    /// `GET /settings/unregistered-keys`: the part of the page of properties.
    package func list(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        return try view.fragment("unregistered-keys", try await UnregisteredKeyList(in: view))
    }

    /// `POST /settings/key-collection`: whether keys from outside become properties by themselves.
    package func collect(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let form = try await Form(of: request, by: exchange)
        try await site.kith.properties.setCollectsUnknownKeys(!form["collects"].isEmpty, by: exchange.caller)
        return try await list(request, exchange)
    }

    /// `GET /settings/unregistered-keys/{property}/registration`: the form of a property, with what is known of the key.
    package func begin(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let seen = try await find(exchange)
        return try view.fragment("property-form", PropertyForm(registering: seen, in: view))
    }

    /// `POST /settings/unregistered-keys/{property}/registration`
    package func register(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let draft = PropertyForm.Draft(try await Form(of: request, by: exchange, upTo: PropertiesPage.mostBytes))
        let seen = try await find(exchange)
        do {
            var definition = draft.definition
            definition.key = seen.key
            return try view.answer(toDefining: try await site.kith.properties.define(definition, by: view.caller))
        } catch let error as PropertyError {
            let form = try PropertyForm(registering: seen, draft, in: view).refused(error, in: view)
            return try view.fragment("property-form", form, status: .unprocessableContent)
        }
    }

    /// `POST /settings/unregistered-keys/{property}/dismissal`: takes it off the list, until it is seen again.
    package func dismiss(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        _ = try await Form(of: request, by: exchange)
        do { try await site.kith.properties.ignore(exchange.property(), by: exchange.caller) } catch PropertyError
            .notSeen
        {}
        return try await list(request, exchange)
    }

    private func find(_ exchange: ManagerExchange) async throws -> UnregisteredKey {
        let key = try exchange.property()
        let all = try await site.kith.properties.unregisteredKeys(by: exchange.caller)
        guard let found = all.first(where: { $0.key == key }) else { throw PropertyError.notSeen(key) }
        return found
    }
}
