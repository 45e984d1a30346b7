import Domain
import Kith

/// The dialog in which many terms are pasted.
struct TermsForm: Sendable {
    let text: String
    let isPhrase: Bool
    let isContained: Bool
    let keys: [Choice]
    let most: String
    let action = Link.pastedTerms.path
    // The rest of the list's address.
    let segment: String
    let search: String
    let filter: String
    let sort: String

    init(_ terms: KeptTerms?, _ state: ContactsState, in catalogue: Catalogue, _ view: View) {
        let texts = terms?.question.terms.texts ?? []
        isPhrase = terms?.isPhrase ?? false
        text = isPhrase ? texts.first ?? "" : texts.map(PastedTerms.keyword).joined(separator: "\n")
        isContained = terms?.question.match == .contained
        keys = ContactColumn.all(in: catalogue, view).compactMap { column in
            let key = column.key.description
            guard (try? TermPlace(key, in: catalogue)) != nil else { return nil }
            return Choice(value: key, title: column.title, isChosen: key == terms?.question.key)
        }
        most = view.region.number(PastedTerms.most)
        segment = state.segment
        search = state.search
        filter = state.filter
        sort = state.sort
    }
}

extension ContactsState {
    init(form: Form) {
        self.init(
            Dictionary(uniqueKeysWithValues: ["segment", "search", "filter", "sort"].map { ($0, form[$0]) })
        )
    }
}

/// What a list says of the terms that it looks for.
struct ShownTerms: Sendable {
    let countText: String
    /// Nil where each led to somebody.
    let missingText: String?
    let missingLink: String
    let editLink: String
    /// The list without them.
    let withoutLink: String

    init(_ terms: KeptTerms, missing: [String], _ state: ContactsState, in view: View) {
        countText = view.count("terms.count", terms.question.terms.texts.count)
        missingText = missing.isEmpty ? nil : view.count("terms.missing", missing.count)
        missingLink = Link.missingTerms(terms.id).path
        editLink = Link.termsForm(terms.id, state).path
        var rest = state.list
        rest.terms = ""
        withoutLink = Link.contacts(rest).path
    }
}
