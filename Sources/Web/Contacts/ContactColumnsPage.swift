import Domain
package import Hummingbird
import Kith

/// Which columns the list of contacts has, and in which order: a manager's own choice.
package struct ContactColumnsPage: Sendable {
    struct Model: Sendable {
        struct Choice: Sendable {
            let key: String
            /// As the form sends it back: key and width.
            let value: String
            let title: String
            let isShown: Bool
        }

        let person: String
        let personValue: String
        let choices: [Choice]
        let isCards: Bool
        let action = Link.preferences.path
    }

    let site: Site

    /// `GET /contacts/columns`: the dialog.
    package func show(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let catalogue = try await site.kith.catalogue(by: exchange.caller)
        let shown = ContactColumn.shown(to: view, in: catalogue)
        let others = ContactColumn.all(in: catalogue, view).filter { column in
            !shown.contains { $0.key == column.key }
        }
        let person = shown.first { $0.isPerson }
        let model = Model(
            person: person?.title ?? "",
            personValue: person.map { "\($0.key) \($0.width)" } ?? "",
            choices: (shown.map { ($0, true) } + others.map { ($0, false) }).filter { !$0.0.isPerson }.map {
                column,
                isShown in
                .init(
                    key: column.key.description,
                    value: "\(column.key) \(column.width)",
                    title: column.title,
                    isShown: isShown
                )
            },
            isCards: view.session.manager.preferences.contactView == .cards
        )
        return try view.fragment("contact-columns", model)
    }
}
