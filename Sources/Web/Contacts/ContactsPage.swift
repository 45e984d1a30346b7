import Domain
import HTTPTypes
package import Hummingbird
import Kith

/// The page of contacts: search, filter, exact count, and all that match under one scroll bar.
package struct ContactsPage: Sendable {
    /// Rows that come with the page itself, and the most that a script takes at once.
    static let firstRows = 60
    static let mostRows = 200

    let site: Site

    /// `GET /contacts`
    package func show(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let state = ContactsState(of: request.uri.query)
        let results = try await ContactResults(state, in: view)
        let title = results.segment?.name ?? view.words["contacts.title"]
        let page = Model(title: title, state: state, results: results, view: view)
        return try await view.page(
            "contacts",
            title: title,
            page,
            current: .contacts(ContactsState(segment: state.segment)),
            status: results.status
        )
    }

    /// `GET /contacts/results`: what changes while one types. The address of the page follows.
    package func results(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let state = ContactsState(of: request.uri.query)
        let results = try await ContactResults(state, in: view)
        var response = try view.fragment("contact-results-alone", results)
        if let name = HTTPField.Name("HX-Replace-Url") {
            response.headers[name] = Link.contacts(state.list).path
        }
        return response
    }

    /// `GET /contacts/rows?from=…&count=…`: rows by their rank. `Kith-Count` is how many match now.
    package func rows(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let parameters = Link.parameters(request.uri.query)
        let from = parameters["from"].flatMap { Int($0) } ?? 0
        let count = min(max(parameters["count"].flatMap { Int($0) } ?? Self.firstRows, 1), Self.mostRows)
        let rows = try await ContactRows(ContactsState(parameters), from: max(from, 0), count: count, in: view)
        var response = try view.fragment("contact-rows", rows)
        if let name = HTTPField.Name("Kith-Count") {
            response.headers[name] = String(rows.count)
        }
        return response
    }

    struct Model: Sendable {
        let title: String
        let search: String
        let filter: String
        let sort: String
        let segment: String
        let terms: String
        let action: String
        let results: ContactResults
        let segmentHead: SegmentHead?
        let resultsLink = Link.contactResults.path
        let columnsLink: String
        let termsLink = Link.newTerms.path
        let newContact: String
        let creates: Bool
        let shape: String
        let isCards: Bool

        init(title: String, state: ContactsState, results: ContactResults, view: View) {
            self.title = title
            search = state.search
            filter = state.filter
            sort = state.sort
            segment = state.segment
            terms = state.terms
            action = Link.contacts(ContactsState()).path
            self.results = results
            segmentHead = results.segment.map { SegmentHead($0, in: view) }
            columnsLink = Link.contactColumns.path
            newContact = Link.newContact.path
            creates = view.caller.may(.createContacts)
            isCards = view.session.manager.preferences.contactView == .cards
            shape = view.session.manager.preferences.contactView.rawValue
        }
    }
}
