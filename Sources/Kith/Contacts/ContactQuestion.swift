package import Domain
import Outside
import Stores

/// A question about contacts: all of its parts must hold.
package struct ContactQuestion: Hashable, Sendable {
    /// One line of text, as in `FilterExpression(parsing:)`.
    package var filter: String
    /// The filter in its other form, instead of the text.
    package var expression: FilterExpression?
    package var search: String
    /// Many terms, of which one must lead to the contact.
    package var terms: TermQuestion?
    /// A key, with `-` before it for the greatest first; nil for those last seen first.
    package var sort: String?
    package var limit: Int
    /// Where the page begins, or ends where `isBackward`.
    package var cursor: String?
    package var isBackward: Bool
    /// How many contacts stand before the page, instead of a cursor: what a scroll bar knows. Nil is the first page.
    package var rank: Int?
    /// Whether the answer is to say how many match in all.
    package var wantsCount: Bool

    package static let limits = 1...500

    package init(
        filter: String = "",
        expression: FilterExpression? = nil,
        search: String = "",
        terms: TermQuestion? = nil,
        sort: String? = nil,
        limit: Int = 50,
        cursor: String? = nil,
        isBackward: Bool = false,
        rank: Int? = nil,
        wantsCount: Bool = true
    ) {
        self.filter = filter
        self.expression = expression
        self.wantsCount = wantsCount
        self.search = search
        self.terms = terms
        self.sort = sort
        self.limit = limit
        self.cursor = cursor
        self.isBackward = isBackward
        self.rank = rank
    }

    func filter(in catalogue: Catalogue) throws(FilterError) -> Filter {
        if let expression { return try expression.resolved(in: catalogue) }
        return try FilterExpression(parsing: filter).resolved(in: catalogue)
    }

    func selection(_ filter: Filter, in catalogue: Catalogue, at now: Instant) -> ContactSelection {
        let moment = Moment(now: now, zone: catalogue.zone)
        return ContactSelection(
            predicate: filter.predicate(at: moment, in: catalogue),
            search: Search(search),
            catalogue: catalogue
        )
    }

    /// What its terms mean; nil where it has none. Throws `TermsError`.
    func sought(in catalogue: Catalogue) throws(TermsError) -> ContactTerms? {
        guard let terms else { return nil }
        let numbers = PhoneNumbers()
        let country = catalogue.country?.description ?? ""
        return try terms.resolved(in: catalogue) { text in
            if case .number(let number, _) = numbers.read(text, country: country) { number } else { nil }
        }
    }

    /// Whom its terms lead to; nil where it has none. Throws `TermsError`.
    func found(by reading: ContactReading) throws -> TermsFound? {
        try sought(in: reading.catalogue).map { try reading.index.find($0, in: reading.catalogue) }
    }

    /// Whether the question is about more than the first page.
    var goesOn: Bool { cursor != nil || rank ?? 0 > 0 }

    func page(in catalogue: Catalogue) throws -> ContactPage {
        let order = try sort.map { text in try ContactOrder(parsing: text, in: catalogue) } ?? .lastSeenFirst
        guard Self.limits.contains(limit) else { throw ContactQuestionError.limit(limit) }
        let place = try cursor.map { text in
            guard let cursor = ContactCursor(text, in: order) else { throw ContactQuestionError.cursor }
            return cursor
        }
        let rank = rank ?? 0
        guard rank >= 0 else { throw ContactQuestionError.rank(rank) }
        guard self.rank == nil || cursor == nil && !isBackward else { throw ContactQuestionError.twoPlaces }
        return ContactPage(order: order, limit: limit, cursor: place, isBackward: isBackward, rank: rank)
    }
}

package enum ContactQuestionError: Explained, Hashable {
    case limit(Int)
    case cursor
    case rank(Int)
    case twoPlaces

    package var explanation: Phrase {
        switch self {
        case .limit(let limit):
            "a page has \(ContactQuestion.limits.lowerBound) to \(ContactQuestion.limits.upperBound) contacts, not \(limit)"
        case .cursor: "the cursor does not belong to this order; begin again with the first page"
        case .rank(let rank): "a rank is counted from 0, and is not \(rank)"
        case .twoPlaces: "a page begins at a rank or at a cursor, not at both"
        }
    }
}
