import Database
import Domain
import Stores

/// Takes in what trusted sources say of people, many at a time, within one transaction.
///
/// It holds the contacts that the arrivals lead to, locked, in the state that they come to; `save()` writes what
/// became different. So two arrivals of one person in one batch see each other.
struct Gathering {
    /// Who says it, and how the timeline is to speak of it.
    let source: ArrivalSource
    let organization: OrganizationID
    let transaction: Transaction
    var catalogue: Catalogue

    var contacts: [ContactID: Contact]
    /// What each identity that an arrival names leads to, and what it led to at first.
    var owners: [Identity: ContactID]
    var ownersBefore: [Identity: ContactID]
    let named: Set<Identity>
    /// Of the contacts that were there before.
    let versionsBefore: [ContactID: Int64]
    let managedUsersBefore: Int
    var touched: Set<ContactID> = []
    var absorbed: [(other: ContactID, contact: ContactID)] = []
    /// Identities that no arrival names, of values that are no longer there.
    var released: [(identity: Identity, contact: ContactID)] = []
    var events: [TimelineEvent] = []
    var pairs: Set<DuplicatePair> = []
    var newTags: [Tag] = []

    init(
        _ arrivals: [Arrival],
        from source: ArrivalSource,
        organization: OrganizationID,
        catalogue: Catalogue,
        in transaction: Transaction
    ) throws {
        self.source = source
        self.transaction = transaction
        self.organization = organization
        self.catalogue = catalogue
        named = Set(arrivals.flatMap(\.identities))
        let store = IdentityStore(organization, transaction.connection)
        let found = try store.contacts(by: named)
        let locked = try ContactStore(organization, transaction.connection)
            .contacts(ids: Array(Set(found.values)), in: catalogue, isLocked: true)
        // Between finding and locking, another transaction may have moved an identity: then all begins anew.
        guard try transaction.connection.dialect == .sqlite || store.contacts(by: named) == found else {
            throw DatabaseError(kind: .conflict, message: "an identity moved while its contact was being locked")
        }
        contacts = Dictionary(locked.map { ($0.id, $0) }) { first, _ in first }
        versionsBefore = contacts.mapValues(\.version)
        managedUsersBefore = contacts.values.count { $0.kind != .anonymous }
        owners = found
        ownersBefore = found
    }

    /// Whom an arrival speaks of, as things stand after those taken in before it.
    ///
    /// Where that is known already, it says who else has a part in it.
    func recognize(_ arrival: Arrival, as known: Contact? = nil) -> Recognition {
        var found: [Identity.Kind: Contact] = [:]
        for identity in arrival.identities {
            found[identity.kind] = owners[identity].flatMap { contacts[$0] }
        }
        return Recognition(of: arrival, as: known) { found[$0] }
    }

    /// Makes a contact of an arrival in which nobody was recognized.
    mutating func create(_ arrival: Arrival, _ recognition: Recognition) throws {
        var facts = arrival.history
        facts[.createdAt] = arrival.history[.createdAt] ?? .datetime(transaction.now)
        facts[.lastActivityAt] = arrival.history[.lastSeenAt]
        let blank = Contact(
            id: try transaction.nextID(),
            kind: .lead,
            facts: facts,
            version: 0,
            enteredAt: transaction.now
        )
        let contact = source.marking(try filled(blank, from: arrival))
        try put(contact, before: [], arrival, recognition)
        try append(to: contact.id, [JSON.Member("created", .boolean(true))])
    }

    /// Brings an arrival's values into the contact that it speaks of. Returns whether anything changed.
    mutating func update(
        _ contact: Contact,
        _ arrival: Arrival,
        _ recognition: Recognition
    ) throws -> Bool {
        let unification = recognition.absorbed.map { Unification(contact, absorbing: $0) }
        var updated = try filled(unification?.primary ?? contact, from: arrival)
        let change = ContactChange(from: contact, to: updated)
        if let other = recognition.absorbed, let unification {
            try absorb(other, into: contact, unification)
        } else if change.isEmpty {
            share(recognition, by: contact)
            claimIdentities(of: contact, before: [], arrival)
            return false
        }
        updated = source.marking(updated)
        try put(updated, before: [contact, recognition.absorbed].compactMap(\.self), arrival, recognition)
        try append(to: contact.id, change.members(in: catalogue))
        return true
    }

    private mutating func put(
        _ contact: Contact,
        before: [Contact],
        _ arrival: Arrival,
        _ recognition: Recognition
    ) throws {
        var contact = contact
        contact.version = (versionsBefore[contact.id] ?? 0) + 1
        contact.facts[.updatedAt] = .datetime(transaction.now)
        contacts[contact.id] = contact
        touched.insert(contact.id)
        share(recognition, by: contact)
        claimIdentities(of: contact, before: before, arrival)
    }

    mutating func append(
        _ kind: TimelineEvent.Kind? = nil,
        to contact: ContactID,
        _ data: [JSON.Member]
    ) throws {
        events.append(
            TimelineEvent(
                id: try transaction.nextID(),
                contact: contact,
                kind: kind ?? source.event,
                at: transaction.now,
                actor: source.actor,
                data: .object(source.members + data)
            )
        )
    }
}

/// Who says something of people, and how it is kept.
struct ArrivalSource {
    let actor: Actor
    let event: TimelineEvent.Kind
    /// What `unsubscribeEmailSource` and the like say.
    let consent: String
    let importID: ImportID?
    /// The tag that an import puts on the contacts that it makes or changes.
    let importTag: String?
    /// What each event says of its source.
    let members: [JSON.Member]

    /// The contact with the marks of an import on it.
    func marking(_ contact: Contact) -> Contact {
        var marked = contact
        marked.lastImport = importID ?? contact.lastImport
        if let importTag, !contact.importTags.contains(where: { $0.folded() == importTag.folded() }) {
            marked.importTags.append(importTag)
        }
        return marked
    }
}
