package typealias EventID = Identifier<TimelineEvent>

/// One entry of a contact's activity timeline: immutable, it ends only with its contact.
package struct TimelineEvent: Hashable, Sendable, Identifiable {
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        /// The contact came to be.
        case created
        /// Values changed: `changes` with old and new ones.
        case changed
        /// A file of contacts made it or changed it.
        case imported
        /// Another contact became part of this one, with what of its values was lost.
        case unified
        /// A manager or a program merged another contact into this one, with what of its values was lost.
        case merged
        /// A website or a program reported something that the person did; `name` says what.
        case tracked
    }

    package let id: EventID
    package var contact: ContactID
    package var kind: Kind
    /// The name of a tracked event.
    package var name: String?
    package var at: Instant
    package var actor: Actor
    /// What belongs to the kind, as an object.
    package var data: JSON

    package init(
        id: EventID,
        contact: ContactID,
        kind: Kind,
        name: String? = nil,
        at: Instant,
        actor: Actor,
        data: JSON = .object([])
    ) {
        self.id = id
        self.contact = contact
        self.kind = kind
        self.name = name
        self.at = at
        self.actor = actor
        self.data = data
    }
}
