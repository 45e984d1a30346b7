/// What a property holds.
package enum PropertyType: String, CaseIterable, Hashable, Sendable {
    case text
    case number
    case boolean
    /// A calendar day without a zone.
    case date
    /// A moment in time.
    case datetime
    /// One of the property's options.
    case select
    /// Several texts.
    case list
    case listOfNumber

    package var isList: Bool { self == .list || self == .listOfNumber }

    /// The type as the object of a sentence: "takes a number".
    package var phrase: Phrase {
        switch self {
        case .text: "text"
        case .number: "a number"
        case .boolean: "true or false"
        case .date: "a date such as 2026-11-21"
        case .datetime: "a date or time such as 2026-11-21 or 2026-11-21T09:30Z"
        case .select: "one of its options"
        case .list: "a list of texts"
        case .listOfNumber: "a list of numbers"
        }
    }
}
