import Domain
package import Hummingbird
import Kith

/// The labels on contacts, and how many have each.
package struct TagsPage: Sendable {
    struct Model: Sendable {
        struct Row: Sendable {
            let name: String
            let count: String
        }

        let title: String
        let rows: [Row]
    }

    let site: Site

    /// `GET /settings/tags`
    package func show(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let title = view.words["tags.title"]
        let tags = try await site.kith.tags.all(by: exchange.caller)
        let rows = tags.map { Model.Row(name: $0.tag.name.text, count: view.count("contacts.count", $0.count)) }
        return try await view.page("tags", title: title, Model(title: title, rows: rows), current: .tags)
    }
}
