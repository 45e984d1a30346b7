import Domain

/// All events of an organization at one moment, as far as they are counted: a value that never changes.
///
/// It is a large part, and a small one of the contacts that have changed since, whose events it has all. Contacts that
/// are gone have none there.
package struct Activity: Sendable {
    /// The last change that it knows.
    package let seq: Int64
    let base: ActivityPart
    let delta: ActivityPart

    private static let fewContacts = 4_096
    private static let greatestShare = 0.03

    /// Makes it of what was read when the changes up to `seq` were in the database, or later.
    package init(_ draft: consuming ActivityDraft, seq: Int64) {
        self.init(seq: seq, base: ActivityPart(draft), delta: ActivityPart(ActivityDraft()))
    }

    private init(seq: Int64, base: ActivityPart, delta: ActivityPart) {
        self.seq = seq
        self.base = base
        self.delta = delta
    }

    /// What it becomes by a change: all events of the contacts that have changed, of those that are gone none.
    package func changed(by draft: consuming ActivityDraft, seq: Int64) -> Activity {
        Activity(seq: seq, base: base, delta: ActivityPart(delta, ActivityPart(draft), keepsEmpty: true))
    }

    /// Whether so many contacts have changed that one part of all would be better.
    package var needsMerge: Bool {
        delta.contacts.count > max(Self.fewContacts, Int(Double(base.contacts.count) * Self.greatestShare))
    }

    /// The same with one part of all.
    package func merged() -> Activity {
        Activity(
            seq: seq,
            base: ActivityPart(base, delta, keepsEmpty: false),
            delta: ActivityPart(ActivityDraft())
        )
    }

    package var bytes: Int { base.bytes + delta.bytes }
}
