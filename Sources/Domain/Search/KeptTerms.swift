package typealias TermsID = Identifier<KeptTerms>

/// Terms that a manager pasted, kept so that the address of a list can name them.
package struct KeptTerms: Hashable, Sendable {
    package let id: TermsID
    package let owner: ManagerID
    package let question: TermQuestion
    /// Whether the whole text is one term.
    package let isPhrase: Bool
    package let createdAt: Instant

    package init(id: TermsID, owner: ManagerID, question: TermQuestion, isPhrase: Bool, createdAt: Instant) {
        self.id = id
        self.owner = owner
        self.question = question
        self.isPhrase = isPhrase
        self.createdAt = createdAt
    }

    /// They hold personal data, so they are kept no longer than an address is likely to be opened again: 7 days.
    package static let keptMilliseconds: Int64 = 7 * 86_400_000
    /// The most of one manager; the oldest go first.
    package static let most = 10
}
