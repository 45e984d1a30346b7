import Domain
import Stores

/// The contacts that a transaction works on: locked, in the state that they come to.
///
/// `save()` writes what became different. So two arrivals of one person in one batch see each other, and a verb that
/// touches several contacts writes each of them once.
struct OpenContacts {
    /// Who brings the changes, and how the timeline is to speak of them.
    let cause: Cause
    let organization: OrganizationID
    let transaction: Transaction
    var catalogue: Catalogue

    var contacts: [ContactID: Contact]
    /// What each identity that is named leads to, and what it led to at first.
    var owners: [Identity: ContactID]
    var ownersBefore: [Identity: ContactID]
    let named: Set<Identity>
    /// Of the contacts that were there before.
    let versionsBefore: [ContactID: Int64]
    let managedUsersBefore: Int
    /// The uploaded pictures that contacts had.
    let avatarsBefore: [ContactID: AvatarVersion]
    var touched: Set<ContactID> = []
    var absorbed: [(other: ContactID, contact: ContactID)] = []
    var deleted: [Contact] = []
    /// What stays of those of them who are made anonymous.
    var traces: [(of: ContactID, trace: Contact)] = []
    /// Identities that nobody named, of values that are no longer there.
    var released: [(identity: Identity, contact: ContactID)] = []
    var events: [TimelineEvent] = []
    var pairs: Set<DuplicatePair> = []
    var newTags: [Tag] = []

    /// Locks the contacts of these ids, and those that the identities lead to.
    init(
        _ ids: some Sequence<ContactID> = [],
        leadingTo identities: some Sequence<Identity> = [],
        from cause: Cause,
        organization: OrganizationID,
        catalogue: Catalogue,
        in transaction: Transaction
    ) throws {
        self.cause = cause
        self.transaction = transaction
        self.organization = organization
        self.catalogue = catalogue
        named = Set(identities)
        let (locked, found) = try Self.lock(
            Set(ids),
            leadingTo: named,
            of: organization,
            in: catalogue,
            transaction.connection
        )
        contacts = Dictionary(locked.map { ($0.id, $0) }) { first, _ in first }
        versionsBefore = contacts.mapValues(\.version)
        avatarsBefore = contacts.compactMapValues(\.keptAvatar)
        managedUsersBefore = contacts.values.count { $0.kind != .anonymous }
        owners = found
        ownersBefore = found
    }

    /// Keeps the new state of a contact, with what follows from any change.
    ///
    /// `before` is the contact as it was, and whatever went into it: identities of values that are gone are released.
    mutating func put(_ contact: Contact, before: [Contact], claiming claims: [Identity]) {
        var contact = contact
        contact.version = (versionsBefore[contact.id] ?? 0) + 1
        contact.facts[.updatedAt] = .datetime(transaction.now)
        contacts[contact.id] = contact
        touched.insert(contact.id)
        claim(claims, for: contact, before: before)
    }

    mutating func append(_ kind: TimelineEvent.Kind, to contact: ContactID, _ data: [JSON.Member]) throws {
        events.append(
            TimelineEvent(
                id: try transaction.nextID(),
                contact: contact,
                kind: kind,
                at: transaction.now,
                actor: cause.actor,
                data: .object(cause.members + data)
            )
        )
    }
}
