import Domain
import Kith

/// Which contacts a form is about: those that were ticked one by one, or all that the list has but a few.
struct BulkChoice: Sendable {
    /// Of the list that was looked at, as in its address.
    let question: String
    let isAll: Bool
    /// Those that were ticked; where all were, those that were not.
    let ids: [ContactID]

    init(_ form: Form) {
        question = form["question"]
        isAll = form["all"] == "1"
        ids = form["ids"].split(separator: " ").compactMap { ContactID(String($0)) }
    }

    /// The same as fields of a form.
    var fields: [FormField] {
        [
            FormField(name: "question", value: question), FormField(name: "all", value: isAll ? "1" : ""),
            FormField(name: "ids", value: ids.map(\.description).joined(separator: " ")),
        ]
    }

    /// Throws where the question cannot be read.
    func contacts(in view: View) async throws -> ContactChoice {
        guard isAll else {
            guard !ids.isEmpty else { throw JobError.nobodyChosen }
            return .named(ids)
        }
        let state = ContactsState(of: question)
        // Without its terms, the question would be about more people than the list shows.
        var asked = try state.question(limit: 1, terms: await view.terms(of: state)?.question)
        if !ids.isEmpty {
            let others = FilterExpression.condition(
                .init(key: "id", comparison: .isNotIn, operands: .values(ids.map { .text($0.description) }))
            )
            let filter = try asked.expression ?? FilterExpression(parsing: asked.filter)
            asked.expression = filter == .everybody ? others : .and([filter, others])
        }
        return .matching(asked)
    }
}

/// A field that a form carries along.
struct FormField: Sendable {
    let name: String
    let value: String
}
