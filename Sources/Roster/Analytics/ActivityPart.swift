package import Domain

/// When something of which kind happened to some contacts: the events of one after those of another, by ascending id.
final class ActivityPart: Sendable {
    let contacts: Cells<Int64>
    /// The events of contact c are at offsets[c] ..< offsets[c + 1].
    let offsets: Cells<UInt32>
    /// Since 1970. What was earlier, or is later than 2106, is on no day that is counted.
    let seconds: Cells<UInt32>
    /// The places of `TimelineEvent.Kind.allCases`.
    let kinds: Cells<UInt8>
    /// The places of `ContactSource.allCases`, beside the contacts.
    let sources: Cells<UInt8>

    init(_ draft: consuming ActivityDraft) {
        contacts = Cells(draft.contacts)
        sources = Cells(draft.sources)
        offsets = Cells(draft.offsets + [UInt32(draft.seconds.count)])
        seconds = Cells(draft.seconds)
        kinds = Cells(draft.kinds)
    }

    /// The contacts of two parts; of one that is in both, what the later part has. Those without events are left out where
    /// `keepsEmpty` is false.
    convenience init(_ part: ActivityPart, _ later: ActivityPart, keepsEmpty: Bool) {
        var draft = ActivityDraft()
        draft.reserve(contacts: part.contacts.count + later.contacts.count, events: part.events + later.events)
        var (left, right) = (0, 0)
        while left < part.contacts.count || right < later.contacts.count {
            let isLater =
                left == part.contacts.count
                || right < later.contacts.count && later.contacts[right] <= part.contacts[left]
            if isLater {
                if left < part.contacts.count, part.contacts[left] == later.contacts[right] { left += 1 }
                draft.append(later, right, keepsEmpty: keepsEmpty)
                right += 1
            } else {
                draft.append(part, left, keepsEmpty: keepsEmpty)
                left += 1
            }
        }
        self.init(draft)
    }

    var events: Int { seconds.count }

    func events(of contact: Int) -> Range<Int> { Int(offsets[contact])..<Int(offsets[contact + 1]) }

    var bytes: Int { contacts.bytes + offsets.bytes + seconds.bytes + kinds.bytes + sources.bytes }
}

/// Collects events by ascending id of their contacts, and of one contact by their own.
package struct ActivityDraft: Sendable {
    fileprivate(set) var contacts: [Int64] = []
    fileprivate(set) var sources: [UInt8] = []
    fileprivate(set) var offsets: [UInt32] = []
    fileprivate(set) var seconds: [UInt32] = []
    fileprivate(set) var kinds: [UInt8] = []

    package init() {}

    /// Begins a contact, which may stay without events.
    package mutating func begin(_ contact: ContactID) {
        contacts.append(contact.rawValue)
        sources.append(UInt8(ContactSource.allCases.count - 1))
        offsets.append(UInt32(seconds.count))
    }

    /// Adds an event. The first one that says how its contact came to be counts.
    package mutating func add(_ event: ActivityEvent) {
        if contacts.last != event.contact.rawValue { begin(event.contact) }
        seconds.append(UInt32(clamping: event.at.milliseconds.flooredToSeconds))
        kinds.append(event.kind)
        let unknown = UInt8(ContactSource.allCases.count - 1)
        if event.source != unknown, sources[sources.count - 1] == unknown { sources[sources.count - 1] = event.source }
    }

    fileprivate mutating func append(_ part: ActivityPart, _ contact: Int, keepsEmpty: Bool) {
        let events = part.events(of: contact)
        guard keepsEmpty || !events.isEmpty else { return }
        contacts.append(part.contacts[contact])
        sources.append(part.sources[contact])
        offsets.append(UInt32(seconds.count))
        seconds += part.seconds.buffer[events]
        kinds += part.kinds.buffer[events]
    }

    fileprivate mutating func reserve(contacts: Int, events: Int) {
        self.contacts.reserveCapacity(contacts)
        sources.reserveCapacity(contacts)
        offsets.reserveCapacity(contacts + 1)
        seconds.reserveCapacity(events)
        kinds.reserveCapacity(events)
    }

    package var bytes: Int { contacts.count * 13 + seconds.count * 5 }
}

/// What is kept of an event to count it.
package struct ActivityEvent: Hashable, Sendable {
    package let contact: ContactID
    package let at: Instant
    let kind: UInt8
    let source: UInt8

    package init(contact: ContactID, kind: TimelineEvent.Kind, source: ContactSource?, at: Instant) {
        self.contact = contact
        self.at = at
        self.kind = UInt8(TimelineEvent.Kind.allCases.firstIndex(of: kind) ?? 0)
        self.source = UInt8(ContactSource.allCases.firstIndex(of: source ?? .unknown) ?? 0)
    }
}

extension Int64 {
    /// Milliseconds as whole seconds.
    fileprivate var flooredToSeconds: Int64 { self >= 0 ? self / 1_000 : -1 }
}
