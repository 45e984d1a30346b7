/// One contact that entered a segment, or left it.
package struct SegmentMove: Hashable, Sendable {
    /// What it came from.
    package enum Cause: String, CaseIterable, Sendable {
        /// Somebody or something changed the contact, or what the organization has defined.
        case change
        /// A minute began, and with it another answer to a condition that is relative to now.
        case time
        /// An import made or changed the contact.
        case `import`
    }

    /// The place in the organization's feed of moves: ascending in the order of commits, with gaps.
    package var place: Int64
    package var segment: SegmentID
    package var contact: ContactID
    /// False where the contact left.
    package var hasEntered: Bool
    package var at: Instant
    /// The place in the change feed by which it was found.
    package var seq: Int64
    package var cause: Cause

    package init(
        place: Int64 = 0,
        segment: SegmentID,
        contact: ContactID,
        hasEntered: Bool,
        at: Instant,
        seq: Int64,
        cause: Cause
    ) {
        self.place = place
        self.segment = segment
        self.contact = contact
        self.hasEntered = hasEntered
        self.at = at
        self.seq = seq
        self.cause = cause
    }

    /// Moves are kept for so long.
    package static let keptMilliseconds: Int64 = 30 * 86_400_000
}
