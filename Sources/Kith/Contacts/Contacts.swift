package import Domain
import Stores

extension Kith {
    package var contacts: Contacts { Contacts(kith: self) }
}

/// Verbs about contacts.
package struct Contacts: Sendable {
    let kith: Kith

    /// How many contacts match a question. Anonymous ones are never counted.
    package func count(_ question: ContactQuestion, by caller: Caller) async throws -> Int {
        try caller.require(.seeContacts)
        let now = kith.now()
        return try await kith.readContacts(by: caller) { reading in
            let filter = try question.filter(in: reading.catalogue)
            return try reading.index.count(question.selection(filter, in: reading.catalogue, at: now))
        }
    }

    /// Answers a question with one page of contacts, and how many there are in all.
    package func search(_ question: ContactQuestion, by caller: Caller) async throws -> ContactAnswer {
        try caller.require(.seeContacts)
        if question.cursor != nil { try caller.requirePaging() }
        let now = kith.now()
        return try await kith.readContacts(by: caller) { reading in
            let catalogue = reading.catalogue
            let filter = try question.filter(in: catalogue)
            let selection = question.selection(filter, in: catalogue, at: now)
            let page = try question.page(in: catalogue)
            let (ids, count) = try reading.index.page(selection, page.readingOneMore, counting: question.wantsCount)
            let store = ContactStore(caller.organization, reading.connection)
            let contacts = try store.contacts(ids: page.shown(ids), in: catalogue)
            let byID = Dictionary(contacts.map { ($0.id, $0) }) { first, _ in first }
            return ContactAnswer(
                contacts: page.shown(ids).compactMap { byID[$0] }.filter { reading.index.confirms($0, selection) },
                count: count,
                filter: filter,
                order: page.order,
                hasMore: ids.count > page.limit,
                catalogue: catalogue
            )
        }
    }
}

/// A question about contacts: all of its parts must hold.
package struct ContactQuestion: Hashable, Sendable {
    /// One line of text, as in `FilterExpression(parsing:)`.
    package var filter: String
    /// The filter in its other form, instead of the text.
    package var expression: FilterExpression?
    package var search: String
    /// A key, with `-` before it for the greatest first; nil for those last seen first.
    package var sort: String?
    package var limit: Int
    /// Where the page begins, or ends where `isBackward`.
    package var cursor: String?
    package var isBackward: Bool
    /// Whether the answer is to say how many match in all.
    package var wantsCount: Bool

    package static let limits = 1...500

    package init(
        filter: String = "",
        expression: FilterExpression? = nil,
        search: String = "",
        sort: String? = nil,
        limit: Int = 50,
        cursor: String? = nil,
        isBackward: Bool = false,
        wantsCount: Bool = true
    ) {
        self.filter = filter
        self.expression = expression
        self.wantsCount = wantsCount
        self.search = search
        self.sort = sort
        self.limit = limit
        self.cursor = cursor
        self.isBackward = isBackward
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

    fileprivate func page(in catalogue: Catalogue) throws -> ContactPage {
        let order = try sort.map { text in try ContactOrder(parsing: text, in: catalogue) } ?? .lastSeenFirst
        guard Self.limits.contains(limit) else { throw ContactQuestionError.limit(limit) }
        let place = try cursor.map { text in
            guard let cursor = ContactCursor(text, in: order) else { throw ContactQuestionError.cursor }
            return cursor
        }
        return ContactPage(order: order, limit: limit, cursor: place, isBackward: isBackward)
    }
}

package enum ContactQuestionError: Error, Hashable, Sendable, CustomStringConvertible {
    case limit(Int)
    case cursor

    package var description: String {
        switch self {
        case .limit(let limit):
            "a page has \(ContactQuestion.limits.lowerBound) to \(ContactQuestion.limits.upperBound) contacts, not \(limit)"
        case .cursor: "the cursor does not belong to this order; begin again with the first page"
        }
    }
}

/// One page of the contacts that match a question.
package struct ContactAnswer: Sendable {
    package let contacts: [Contact]
    /// How many match in all; nil where nobody asked.
    package let count: Int?
    /// What was asked, as it was understood: `filter.sentence(in: catalogue)` says it in words.
    package let filter: Filter
    package let order: ContactOrder
    /// Whether there are more beyond the page, in the direction that was asked for.
    package let hasMore: Bool
    package let catalogue: Catalogue

    /// Where the next page begins.
    package var cursorAfter: ContactCursor? {
        contacts.last.map { ContactCursor(after: $0, in: order) }
    }

    /// Where the page before ends.
    package var cursorBefore: ContactCursor? {
        contacts.first.map { ContactCursor(after: $0, in: order) }
    }
}

extension ContactPage {
    /// One contact more than is shown tells whether there is another page.
    fileprivate var readingOneMore: ContactPage {
        var page = self
        page.limit += 1
        return page
    }

    fileprivate func shown(_ ids: [ContactID]) -> [ContactID] {
        Array(isBackward ? ids.suffix(limit) : ids.prefix(limit))
    }
}
