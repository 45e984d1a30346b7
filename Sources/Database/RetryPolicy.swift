/// Decides whether a transaction that failed runs again, and after which pause.
///
/// Pure: the time that passed and the chance come from outside.
package struct RetryPolicy: Sendable {
    /// How often a transaction may lose a race before its caller hears of it.
    package static let mostConflicts = 10
    /// How often a unique index may refuse: a lost race on an identity becomes an update when the verb runs again,
    /// and what is still refused after that is no race.
    package static let mostDuplicates = 3
    /// After this much time a conflict is the caller's to know.
    package static let usualPatience: Duration = .seconds(30)
    /// The middle of the first pause; each later one is twice as long.
    package static let firstPause: Duration = .milliseconds(2)
    package static let longestPause: Duration = .milliseconds(500)

    private let mostConflicts: Int
    private let patience: Duration
    private var conflicts = 0
    private var duplicates = 0

    package init(mostConflicts: Int = Self.mostConflicts, patience: Duration = Self.usualPatience) {
        self.mostConflicts = mostConflicts
        self.patience = patience
    }

    /// Returns how long to wait before the next attempt, or nil where the error is final.
    ///
    /// `chance` is a random number from 0 to 1: those who met once should not meet again.
    package mutating func pause(after kind: DatabaseError.Kind, elapsed: Duration, chance: Double) -> Duration? {
        switch kind {
        case .conflict:
            conflicts += 1
            guard conflicts <= mostConflicts, elapsed < patience else { return nil }
        case .notUnique:
            duplicates += 1
            guard duplicates < Self.mostDuplicates else { return nil }
        case .constraint, .full, .unavailable, .commitUnknown, .unexpectedValue, .closed, .other:
            return nil
        }
        let doublings = min(conflicts + duplicates - 1, 8)
        let middle = Self.firstPause * (1 << doublings)
        return min(middle, Self.longestPause) * (0.5 + chance)
    }
}
