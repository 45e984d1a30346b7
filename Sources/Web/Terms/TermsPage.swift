import Domain
import HTTPTypes
package import Hummingbird
import Kith

/// Many terms at once: pasted in a dialog, kept for the manager, and named by the address of the list.
package struct TermsPage: Sendable {
    /// In a form a byte takes up to three.
    private static let mostBytes = 3 * PastedTerms.mostBytes + 64 * 1_024

    let site: Site

    /// `GET /terms/new?…`: the dialog, beside a list that is narrowed so.
    package func begin(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        try await answer(nil, ContactsState(of: request.uri.query), exchange)
    }

    /// `GET /terms/{terms}/edit?…`: the same with terms that are looked for already.
    package func open(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        try await answer(try await find(exchange), ContactsState(of: request.uri.query), exchange)
    }

    /// `POST /terms`: keeps them, and leads to the list that looks for them.
    package func keep(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let form = try await Form(of: request, by: exchange, upTo: Self.mostBytes)
        do throws(any Error) {
            let isPhrase = form["how"] == "phrase"
            let text = form["text"]
            let terms = isPhrase ? try PastedTerms(phrase: text) : try PastedTerms(keywords: text)
            let question = TermQuestion(
                terms,
                key: form["key"].isEmpty ? nil : form["key"],
                match: TermMatch(rawValue: form["match"]) ?? .exact
            )
            let id = try await site.kith.terms.keep(question, isPhrase: isPhrase, by: exchange.caller)
            var state = ContactsState(form: form)
            state.terms = id.description
            return .leading(to: .contacts(state))
        } catch let error as TermsError {
            return .plain(view.sentence(of: error), status: .unprocessableContent)
        }
    }

    /// `GET /terms/{terms}/missing`: those that lead to nobody, to be read and copied.
    package func missing(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let terms = try await find(exchange)
        let missing = try await missing(terms, exchange)
        let model = MissingTerms(
            text: missing.joined(separator: "\n"),
            title: view.count("terms.missing-title", missing.count),
            download: Link.missingTermsFile(terms.id).path
        )
        return try view.fragment("missing-terms", model)
    }

    /// `GET /terms/{terms}/missing.txt`: the same as a file, a term a line.
    package func download(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let missing = try await missing(find(exchange), exchange)
        var response = Response.plain(missing.map { $0 + "\n" }.joined(), status: .ok)
        response.headers[.contentDisposition] = "attachment; filename=\"not-found.txt\""
        return response
    }

    private func missing(_ terms: KeptTerms, _ exchange: ManagerExchange) async throws -> [String] {
        let question = ContactQuestion(terms: terms.question)
        return try await site.kith.contacts.tally(question, by: exchange.caller).missing ?? []
    }

    private func find(_ exchange: ManagerExchange) async throws -> KeptTerms {
        guard let id = exchange.parameters.get("terms").flatMap({ TermsID($0) }) else { throw TermsError.gone }
        return try await site.kith.terms.find(id, by: exchange.caller)
    }

    private func answer(
        _ terms: KeptTerms?,
        _ state: ContactsState,
        _ exchange: ManagerExchange
    ) async throws -> Response {
        let view = site.view(for: exchange)
        let catalogue = try await site.kith.catalogue(by: exchange.caller)
        return try view.fragment("terms-form", TermsForm(terms, state, in: catalogue, view))
    }
}

/// The terms that lead to nobody.
struct MissingTerms: Sendable {
    let text: String
    let title: String
    let download: String
}

extension View {
    func sentence(of error: TermsError) -> String {
        switch error {
        case .none: words["terms.none"]
        case .tooMany: count("terms.too-many", PastedTerms.most)
        case .tooLong: count("terms.too-long", PastedTerms.mostBytes >> 20)
        case .holdsNUL: words["terms.holds-nul"]
        case .gone: words["terms.gone"]
        case .unknownKey, .notSought: sentence(error.explanation)
        }
    }

    /// The pasted terms that a list looks for; nil where it has none. Throws `TermsError`.
    func terms(of state: ContactsState) async throws -> KeptTerms? {
        guard !state.terms.isEmpty else { return nil }
        guard let id = TermsID(state.terms) else { throw TermsError.gone }
        return try await site.kith.terms.find(id, by: caller)
    }
}
