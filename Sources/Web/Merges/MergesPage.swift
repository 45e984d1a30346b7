import Domain
import HTTPTypes
package import Hummingbird
import Kith

/// Several contacts made one: what would become of each value, and the confirmation.
package struct MergesPage: Sendable {
    let site: Site

    /// `GET /merges/new?ids=…&primary=…`: changes nothing.
    package func preview(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let parameters = Link.parameters(request.uri.query)
        let ids = Self.ids(parameters["ids"] ?? "")
        let wanted = parameters["primary"].flatMap { ContactID($0) }
        let primary = wanted.flatMap { ids.contains($0) ? $0 : nil } ?? ids.first
        guard let primary else { throw ContactError.mergeSize(0) }
        try exchange.caller.require(.seeContacts)
        let merged = try await site.kith.contacts.previewMerge(
            of: ids.filter { $0 != primary },
            into: primary,
            by: exchange.caller
        )
        let model = MergePreview(merged, ids: ids, chosen: primary, in: view)
        return try await view.page("merge", title: view.words["merge.title"], model, current: .merges)
    }

    /// `POST /merges`: done, and on to the primary.
    package func create(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let form = try await Form(of: request, by: exchange)
        let ids = Self.ids(form["ids"])
        guard let primary = ContactID(form["primary"]), ids.contains(primary) else { throw HTTPError(.badRequest) }
        let merged = try await site.kith.contacts.merge(
            ids.filter { $0 != primary },
            into: primary,
            by: exchange.caller
        )
        return .seeOther(Link.contact(merged.primary.id.description).path)
    }

    /// Each once, in their order.
    private static func ids(_ text: String) -> [ContactID] {
        text.split(separator: ".").compactMap { ContactID(String($0)) }.reduce(into: []) { ids, id in
            if !ids.contains(id) { ids.append(id) }
        }
    }
}
