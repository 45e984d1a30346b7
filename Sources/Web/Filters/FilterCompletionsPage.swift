import Domain
package import Hummingbird
import Kith

/// What can come next in the line of a filter.
package struct FilterCompletionsPage: Sendable {
    struct Model: Sendable {
        struct Choice: Sendable {
            let index: Int
            let text: String
            let meaning: String
        }

        let choices: [Choice]
    }

    let site: Site

    /// `GET /contacts/completions?filter=…`: of the text up to where the writer is. `Kith-Start` is where a choice begins.
    package func show(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let catalogue = try await site.kith.catalogue(by: exchange.caller)
        let completion = FilterCompletion(of: ContactsState(of: request.uri.query).filter, in: catalogue)
        let choices = completion.choices.enumerated().map { index, choice in
            Model.Choice(index: index, text: choice.text, meaning: view.meaning(of: choice, in: catalogue))
        }
        return try view.fragment("filter-completions", Model(choices: choices))
            .settingHeaders(["Kith-Start": String(completion.start)])
    }
}

extension View {
    fileprivate func meaning(of choice: FilterCompletion.Choice, in catalogue: Catalogue) -> String {
        switch choice {
        case .key(let key): name(of: key, in: catalogue)
        case .reference(let word): words[word == "event(" ? "builder.event" : "builder.segment"]
        case .comparison(let comparison, let type): name(of: comparison, for: type)
        case .value(let value, let key): key == .builtIn(.tags) ? "" : word(value, of: key)
        case .segment(let segment): segment.description
        case .duration(let duration): words("unit.amount.\(duration.unit.rawValue)", ["n": String(duration.amount)])
        case .word: ""
        }
    }
}
