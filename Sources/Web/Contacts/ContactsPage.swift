import Domain
import Foundation
package import Hummingbird
import Kith

/// The page of contacts: search, filter, exact count, and all that match under one scroll bar.
package struct ContactsPage: Sendable {
    /// Rows that come with the page itself, and the most that a script takes at once.
    static let firstRows = 40
    static let mostRows = 200

    let site: Site

    /// `GET /contacts`
    package func show(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let state = ContactsState(of: request.uri.query)
        let results = try await ContactResults(state, in: view)
        let title = results.segment?.name ?? view.words["contacts.title"]
        let panel = try await panel(state, in: view)
        let page = Model(title: title, state: state, results: results, panel: panel, view: view)
        return try await view.page(
            "contacts",
            title: title,
            page,
            current: .contacts(ContactsState(segment: state.segment)),
            status: results.status
        )
    }

    /// The contact that is open beside the list; nil where the address names none, or one that is gone.
    private func panel(_ state: ContactsState, in view: View) async throws -> ContactModel? {
        guard let id = ContactID(state.contact) else { return nil }
        do {
            let found = try await site.kith.contacts.find(id, by: view.caller)
            return try await ContactModel(found, at: ContactPlace(.overview, isPanel: true), in: view)
        } catch ContactError.unknown {
            return nil
        }
    }

    /// `GET /contacts/results`: what changes while one types. The address of the page follows.
    package func results(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let state = ContactsState(of: request.uri.query)
        let results = try await ContactResults(state, in: view)
        guard results.problem == nil else {
            // What was found before stays, while somebody is still writing.
            return try view.fragment("filter-problem", results).settingHeaders([
                "HX-Retarget": "#filter-problem", "HX-Reswap": "outerHTML",
            ])
        }
        return try view.fragment("contact-results-alone", results)
            .settingHeaders(["HX-Replace-Url": Link.contacts(state).path])
    }

    /// `GET /contacts/rows?from=…&count=…`: rows by their rank. `Kith-Count` is how many match now, `Kith-Count-Text` the
    /// same as the page says it, escaped as in addresses; `Kith-Columns` is another one than the list's where its head is old.
    package func rows(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let parameters = Link.parameters(request.uri.query)
        let from = parameters["from"].flatMap { Int($0) } ?? 0
        let count = min(max(parameters["count"].flatMap { Int($0) } ?? Self.firstRows, 1), Self.mostRows)
        let state = ContactsState(parameters)
        let rows = try await ContactRows(state, from: max(from, 0), count: count, in: view)
        let words = ContactResults.countText(rows.count, of: state, in: view)
        return try view.fragment("contact-rows", rows).settingHeaders([
            "Kith-Columns": rows.columns.mark,
            "Kith-Count": String(rows.count),
            "Kith-Count-Text": words.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "",
        ])
    }

    struct Model: Sendable {
        let title: String
        let search: String
        let filter: String
        let sort: String
        let segment: String
        let terms: String
        let contact: String
        let action: String
        let results: ContactResults
        let panel: ContactModel?
        let segmentHead: SegmentHead?
        let resultsLink = Link.contactResults.path
        let columnsLink = Link.contactColumns.path
        let builderLink = Link.filterBuilder.path
        let completionsLink = Link.filterCompletions.path
        let termsLink = Link.newTerms.path
        let newContact: String
        let creates: Bool
        let shape: String
        let isCards: Bool
        let bulk: BulkBar?

        init(title: String, state: ContactsState, results: ContactResults, panel: ContactModel?, view: View) {
            self.title = title
            search = state.search
            filter = state.filter
            sort = state.sort
            segment = state.segment
            terms = state.terms
            contact = panel?.contactID ?? ""
            self.panel = panel
            action = Link.contacts(ContactsState()).path
            self.results = results
            bulk = BulkBar(in: view)
            segmentHead = results.segment.map { SegmentHead($0, in: view) }
            newContact = Link.newContact.path
            creates = view.caller.may(.createContacts)
            isCards = view.session.manager.preferences.contactView == .cards
            shape = view.session.manager.preferences.contactView.rawValue
        }
    }
}
