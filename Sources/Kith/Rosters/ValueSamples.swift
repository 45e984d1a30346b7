import Domain

/// Some of the values that contacts have under each key.
struct ValueSamples {
    struct Condition {
        /// The key, which is said where something is wrong: the value is somebody's.
        let name: String
        let predicate: Predicate
    }

    private let most: Int
    /// One more than the most where there are too many.
    private var values: [PropertyKey: Set<Predicate.Test>] = [:]

    init(most: Int) {
        self.most = most
    }

    mutating func take(_ contact: Contact) {
        for key in contact.profile.keys { take(contact, .profile(key)) }
        for key in BuiltInKey.allCases where key != .id { take(contact, .builtIn(key)) }
    }

    private mutating func take(_ contact: Contact, _ key: PropertyKey) {
        guard values[key, default: []].count <= most, let value = contact[key] else { return }
        for test in value.tests(isExact: key.isExact) { values[key, default: []].insert(test) }
    }

    /// Conditions on each key: whether there is a value, and each of the values, or a few where there are too many.
    func conditions(in catalogue: Catalogue, fewest: Int) -> [Condition] {
        let keys =
            BuiltInKey.allCases.map(PropertyKey.builtIn).filter { $0 != .builtIn(.tags) && $0 != .builtIn(.kind) }
            + catalogue.shownProperties.map(\.propertyKey)
        let ofKeys = keys.flatMap { key in
            let tests = values[key] ?? []
            let some = tests.count > most ? Array(tests.prefix(fewest)) : Array(tests)
            return ([.exists] + some).map { Condition(name: key.description, predicate: .test(key, $0)) }
        }
        let ofTags = catalogue.tags.keys.sorted().prefix(most).map { Predicate.TagTest.hasAny([$0]) }
        let ofKinds = ContactKind.allCases.map { kind in
            Condition(name: "kind", predicate: .test(.builtIn(.kind), .text(.isOneOf([kind.rawValue]))))
        }
        return ofKeys + ([.exist] + ofTags).map { Condition(name: "tags", predicate: .tags($0)) } + ofKinds
    }
}

extension Value {
    /// Positive tests that the value passes.
    fileprivate func tests(isExact: Bool) -> [Predicate.Test] {
        switch self {
        case .text(let text): [.text(.isOneOf([isExact ? text : text.folded()]))]
        case .number(let number): number.isNaN ? [] : [.number([number...number])]
        case .boolean(let value): [value ? .isTrue : .isFalse]
        case .date(let day): [.day([day...day])]
        case .datetime(let instant): [.instant([instant...instant])]
        case .list(let texts): texts.map { .listHasAny([$0.folded()]) }
        case .numbers(let numbers): numbers.filter { !$0.isNaN }.map { .numbersHaveAny([$0]) }
        }
    }
}
