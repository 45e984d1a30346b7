/// What a filter comes down to at one moment: positive tests, joined by and, or, not.
///
/// The opposites of the language ("is not", "contains not") are `not` around their positive test, and relative dates
/// are ranges of time. So every evaluator (this reference, SQL, the roster) implements the same few tests, each of
/// them false for a contact without a value.
package indirect enum Predicate: Hashable, Sendable {
    case all([Predicate])
    case any([Predicate])
    case not(Predicate)
    case test(PropertyKey, Test)
    case tags(TagTest)
    case events(EventTest)

    package enum Test: Hashable, Sendable {
        case exists
        case isTrue
        case isFalse
        /// The number is in one of the ranges.
        case number([ClosedRange<Double>])
        case day([ClosedRange<Day>])
        case instant([ClosedRange<Instant>])
        case text(TextTest)
        /// The list has one of these elements, compared folded.
        case listHasAny(Set<String>)
        case listIs(Set<String>)
        case numbersHaveAny(Set<Double>)
        case numbersAre(Set<Double>)
    }

    /// A comparison of text: folded, or to the letter where the key is exact (`BuiltInKey.isExact`).
    package enum TextTest: Hashable, Sendable {
        case isOneOf(Set<String>)
        case contains(String)
        case startsWith(String)
        case endsWith(String)
    }

    package enum TagTest: Hashable, Sendable {
        case exist
        case hasAny(Set<TagID>)
        /// Has exactly these, of which there is at least one.
        case are(Set<TagID>)
    }

    /// A measure over the contact's tracked events of one name within a range of time.
    package struct EventTest: Hashable, Sendable {
        package enum Result: Hashable, Sendable {
            case count([ClosedRange<Double>])
            case first([ClosedRange<Instant>])
            case last([ClosedRange<Instant>])
            /// The sum of a numeric property; 0 where there is no event.
            case sum(property: String, [ClosedRange<Double>])
        }

        package var name: String
        package var window: ClosedRange<Instant>?
        package var result: Result
    }

    package static let everybody = Predicate.all([])
    package static let nobody = Predicate.any([])
}

/// An event that a website or a program tracked, as conditions on events see it.
package struct TrackedEvent: Hashable, Sendable {
    package var name: String
    package var at: Instant
    package var properties: [String: Value]

    package init(name: String, at: Instant, properties: [String: Value] = [:]) {
        self.name = name
        self.at = at
        self.properties = properties
    }
}
