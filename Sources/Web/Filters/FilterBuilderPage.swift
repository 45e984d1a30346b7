import Domain
package import Hummingbird
import Kith

/// The filter of the list as a form of groups and rows, beside its line of text. Each change gives the text anew.
package struct FilterBuilderPage: Sendable {
    private static let mostBytes = 256 * 1_024

    private struct TooLarge: Sendable {}

    let site: Site

    /// `GET /contacts/filter?filter=…`: the form of a text. One that cannot be read leaves the form as it was (204).
    package func show(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let text = ContactsState(of: request.uri.query).filter
        guard let expression = try? FilterExpression(parsing: text) else { return Response(status: .noContent) }
        let catalogue = try await site.kith.catalogue(by: exchange.caller)
        var form = FilterForm(expression, in: catalogue)
        guard form.fits else { return try view.fragment("filter-too-large", TooLarge()) }
        if form.root.parts.isEmpty { form.apply(.addRow(FilterForm.Path())) }
        return try view.fragment("filter-builder", FilterBuilder(form, text: text, in: catalogue, view))
    }

    /// `POST /contacts/filter`: the form after a change, and by the event `filter-written` the text that it makes.
    package func change(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let sent = try await Form(of: request, by: exchange, upTo: Self.mostBytes)
        let view = site.view(for: exchange)
        let catalogue = try await site.kith.catalogue(by: exchange.caller)
        var form = FilterForm(of: sent)
        if let action = FilterForm.Action(sent["do"]) { form.apply(action) }
        let text = form.expression(in: catalogue).description
        // While one types in a field, the form must stay as it is under one's hands.
        let response =
            sent.has("typing")
            ? Response(status: .noContent)
            : try view.fragment("filter-builder", FilterBuilder(form, text: text, in: catalogue, view))
        return response.telling([.filterWritten(text)])
    }
}
