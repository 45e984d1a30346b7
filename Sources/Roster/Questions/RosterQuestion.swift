package import Domain

/// Which contacts of an organization are meant: those that match a filter and a search.
package struct RosterQuestion: Sendable {
    package var predicate: Predicate
    package var search: Search
    package var catalogue: Catalogue
    /// Who passes the predicate's tests of events, which no column knows.
    package var events: EventAnswers

    package init(
        predicate: Predicate = .everybody,
        search: Search = Search(""),
        catalogue: Catalogue,
        events: EventAnswers = EventAnswers()
    ) {
        self.predicate = predicate
        self.search = search
        self.catalogue = catalogue
        self.events = events
    }
}

/// Who passes tests of tracked events: asked of the database before the roster is.
package struct EventAnswers: Hashable, Sendable {
    private var answers: [Predicate.EventTest: [ContactID]] = [:]

    package init() {}

    /// Ids in any order, also of contacts that the roster does not have.
    package subscript(_ test: Predicate.EventTest) -> [ContactID]? {
        get { answers[test] }
        set { answers[test] = newValue }
    }

    /// The answers to these tests alone.
    func only(_ tests: Set<Predicate.EventTest>) -> EventAnswers {
        var only = EventAnswers()
        only.answers = answers.filter { tests.contains($0.key) }
        return only
    }
}

extension Predicate {
    /// The tests of events within, each once: what the database must be asked first.
    package var eventTests: Set<EventTest> {
        switch self {
        case .all(let parts), .any(let parts): parts.reduce(into: []) { $0.formUnion($1.eventTests) }
        case .not(let part): part.eventTests
        case .events(let test): [test]
        case .test, .tags: []
        }
    }
}

/// Why a roster cannot answer.
package enum RosterError: Error, Hashable, Sendable, CustomStringConvertible {
    case unanswered(Predicate.EventTest)

    package var description: String {
        switch self {
        case .unanswered(let test): "nobody said who passes the condition on the event “\(test.name)”"
        }
    }
}
