import Domain
package import Hummingbird
import Kith

extension SegmentsPage {
    /// A filter of many words of a script of which each letter takes nine signs in a form.
    private static let mostBytes = 256 * 1_024

    /// `GET /segments/new?filter=…`: the form, with what the list is narrowed by.
    package func begin(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let parameters = Link.parameters(request.uri.query)
        let state = ContactsState(parameters)
        var whole = FilterExpression.everybody
        if let id = SegmentID(state.segment) {
            whole = try await site.kith.segments.find(id, by: exchange.caller).segment.filter
        }
        // What cannot be read stays as it was typed, for the form to say what is wrong with it.
        let filter = (try? state.expression(within: whole).description) ?? state.filter
        let draft = SegmentForm.Draft(filter: filter, isShared: parameters["visibility"] == "shared")
        var form = SegmentForm(draft, in: view)
        form.leavesOut = state.leftOut(in: view)
        return try await answer(form, in: view)
    }

    /// `GET /segments/{segment}/copy`: the same form, with what another segment has.
    package func copy(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let segment = try await find(exchange).segment
        var draft = SegmentForm.Draft(segment)
        draft.name = view.words("segment.copy-name", ["name": segment.name])
        return try await answer(SegmentForm(draft, in: view), in: view)
    }

    /// `POST /segments`
    package func create(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let draft = SegmentForm.Draft(try await Form(of: request, by: exchange, upTo: Self.mostBytes))
        do {
            let segment = try await site.kith.segments.create(
                name: draft.name,
                description: draft.description,
                filter: FilterExpression(parsing: draft.filter),
                isPersonal: !draft.isShared,
                by: exchange.caller
            )
            return .leading(to: .contacts(ContactsState(segment: segment.id.description)))
        } catch {
            return try await answer(SegmentForm(draft, in: view).refused(error, in: view), in: view)
        }
    }

    /// `POST /segments/preview`: what a filter would find.
    package func preview(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let draft = SegmentForm.Draft(try await Form(of: request, by: exchange, upTo: Self.mostBytes))
        return try view.fragment("segment-preview", try await SegmentPreviewPart(draft, in: view))
    }

    /// `GET /segments/{segment}/edit`
    package func open(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        return try await answer(SegmentForm(of: try await find(exchange).segment, in: view), in: view)
    }

    /// `POST /segments/{segment}`
    package func edit(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let form = try await Form(of: request, by: exchange, upTo: Self.mostBytes)
        let draft = SegmentForm.Draft(form)
        let segment = try await find(exchange).segment
        do {
            let edit = Segments.Edit(
                name: draft.name,
                description: draft.description,
                filter: try FilterExpression(parsing: draft.filter)
            )
            let version = Int64(form["version"])
            _ = try await site.kith.segments.edit(segment.id, edit, version: version, by: exchange.caller)
            return .leading(to: .contacts(ContactsState(segment: segment.id.description)))
        } catch {
            let form = SegmentForm(of: segment, draft, version: Int64(form["version"]), in: view)
            return try await answer(form.refused(error, in: view), in: view)
        }
    }

    private func answer(_ form: SegmentForm, in view: View) async throws -> Response {
        var form = form
        form.preview = try await SegmentPreviewPart(form.draft, in: view)
        return try view.fragment("segment-form", form, status: form.isRefused ? .unprocessableContent : .ok)
    }
}

extension ContactsState {
    /// Says what of it no segment holds; nil where all of it can be saved.
    fileprivate func leftOut(in view: View) -> String? {
        switch (search.isEmpty, terms.isEmpty) {
        case (true, true): nil
        case (false, true): view.words["segment.without-search"]
        case (true, false): view.words["segment.without-terms"]
        case (false, false): view.words["segment.without-both"]
        }
    }
}
