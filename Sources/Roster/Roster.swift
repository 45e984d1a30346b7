package import Domain

/// All contacts of one organization in memory, which answers any filter, search and order.
///
/// Readers take `snapshot` and are never blocked nor torn; one writer applies what was committed.
package final class Roster: Sendable {
    /// Makes a roster of what was loaded when the changes up to `seq` were in the database.
    package init(_ contacts: consuming PartBuilder, seq: Int64) {
        fatalError()
    }

    /// The contacts as they are now, which stay as they are.
    package var snapshot: RosterSnapshot { fatalError() }

    /// Takes in one batch of commits. Contacts that are anonymous are removed.
    package func apply(seq: Int64, changed: [Contact], removed: [ContactID] = []) {
        fatalError()
    }

    /// Makes one part of all where enough has changed, beside writes and reads; returns whether it did.
    @discardableResult
    package func mergeIfNeeded() async -> Bool {
        fatalError()
    }
}
