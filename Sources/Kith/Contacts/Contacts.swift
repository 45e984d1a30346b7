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
        try await tally(question, by: caller).count
    }

    /// The same, and says which of the question's terms lead to nobody at all.
    package func tally(_ question: ContactQuestion, by caller: Caller) async throws -> ContactTally {
        try caller.require(.seeContacts)
        let now = kith.now()
        return try await kith.readContacts(by: caller) { reading in
            let filter = try question.filter(in: reading.catalogue)
            let selection = question.selection(filter, in: reading.catalogue, at: now)
            let found = try question.found(by: reading)
            return ContactTally(
                count: try reading.index.count(selection, among: found),
                missing: found?.missing
            )
        }
    }

    /// Answers a question with one page of contacts, and how many there are in all.
    package func search(_ question: ContactQuestion, by caller: Caller) async throws -> ContactAnswer {
        try caller.require(.seeContacts)
        if question.goesOn { try caller.requirePaging() }
        let now = kith.now()
        return try await kith.readContacts(by: caller) { reading in
            let catalogue = reading.catalogue
            let filter = try question.filter(in: catalogue)
            let selection = question.selection(filter, in: catalogue, at: now)
            let page = try question.page(in: catalogue)
            let found = try question.found(by: reading)
            let (ids, count) = try reading.index.page(
                selection,
                page.readingOneMore,
                among: found,
                counting: question.wantsCount
            )
            let store = ContactStore(caller.organization, reading.connection)
            let contacts = try store.contacts(ids: page.shown(ids), in: catalogue)
            let byID = Dictionary(contacts.map { ($0.id, $0) }) { first, _ in first }
            let shown = page.shown(ids).compactMap { byID[$0] }
            return ContactAnswer(
                contacts: reading.index.confirmed(shown, selection, among: found),
                count: count,
                missing: found?.missing,
                filter: filter,
                order: page.order,
                rank: page.cursor == nil && !page.isBackward ? page.rank : nil,
                hasMore: ids.count > page.limit,
                catalogue: catalogue
            )
        }
    }
}

/// How many contacts match a question.
package struct ContactTally: Hashable, Sendable {
    package let count: Int
    /// The terms that lead to nobody, whatever the filter; nil where the question has none.
    package let missing: [String]?
}

/// One page of the contacts that match a question.
package struct ContactAnswer: Sendable {
    package let contacts: [Contact]
    /// How many match in all; nil where nobody asked.
    package let count: Int?
    /// The terms that lead to nobody, whatever the filter; nil where the question has none.
    package let missing: [String]?
    /// What was asked, as it was understood: `filter.sentence(in: catalogue)` says it in words.
    package let filter: Filter
    package let order: ContactOrder
    /// How many contacts stand before the page; nil where the question had a cursor, as that takes counting.
    package let rank: Int?
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
