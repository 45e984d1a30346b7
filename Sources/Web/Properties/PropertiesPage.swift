import Domain
package import Hummingbird
import Kith

/// What the organization knows of its contacts beside what Kith itself records.
package struct PropertiesPage: Sendable {
    struct Model: Sendable {
        struct Row: Sendable {
            let key: String
            let name: String
            let type: String
        }

        let title: String
        let rows: [Row]
    }

    let site: Site

    /// `GET /settings/properties`
    package func show(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let title = view.words["properties.title"]
        let properties = try await site.kith.properties.all(by: exchange.caller)
        let rows = properties.map { property in
            Model.Row(key: property.key, name: property.name, type: view.words["type.\(property.type.rawValue)"])
        }
        return try await view.page("properties", title: title, Model(title: title, rows: rows), current: .properties)
    }
}
