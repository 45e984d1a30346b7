package import Domain

/// The contacts of an organization at one moment: a value that never changes.
package struct RosterSnapshot: Sendable {
    /// The last change that it knows.
    package let seq: Int64
    /// Contacts that are listed.
    package var count: Int { fatalError() }
    /// Bytes of memory held by columns and permutations.
    package var bytes: Int { fatalError() }
}

extension RosterSnapshot {
    package func count(_ question: RosterQuestion) throws(RosterError) -> Int { fatalError() }

    package func matches(_ question: RosterQuestion) throws(RosterError) -> RosterSelection { fatalError() }

    /// Ascending.
    package func ids(_ question: RosterQuestion) throws(RosterError) -> [ContactID] { fatalError() }

    package func contains(_ id: ContactID, _ question: RosterQuestion) throws(RosterError) -> Bool { fatalError() }
}

extension RosterSelection {
    /// Ascending.
    package var ids: [ContactID] { fatalError() }

    package func contains(_ id: ContactID) -> Bool { fatalError() }

    /// The contacts after a cursor, or before it, at most so many; in the order's direction in both cases.
    package func page(
        in order: ContactOrder,
        limit: Int,
        cursor: ContactCursor? = nil,
        isBackward: Bool = false
    ) -> [ContactID] { fatalError() }

    /// The contacts at positions from `rank` on, at most so many.
    package func page(in order: ContactOrder, rank: Int, limit: Int) -> [ContactID] { fatalError() }

    /// The position of a contact, or nil where it is not selected.
    package func rank(of id: ContactID, in order: ContactOrder) -> Int? { fatalError() }
}
