import Domain

/// What trusted sources say of people.
extension OpenContacts {
    /// Opens the contacts that arrivals may lead to.
    init(
        _ arrivals: [Arrival],
        from cause: Cause,
        organization: OrganizationID,
        catalogue: Catalogue,
        in transaction: Transaction
    ) throws {
        try self.init(
            leadingTo: arrivals.flatMap(\.identities),
            from: cause,
            organization: organization,
            catalogue: catalogue,
            in: transaction
        )
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
    @discardableResult
    mutating func create(_ arrival: Arrival, _ recognition: Recognition) throws -> ContactID {
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
        let contact = cause.marking(try filled(blank, from: arrival))
        put(contact, before: [], claiming: arrival.identities)
        share(recognition, by: contact)
        let kind = cause.event(.created)
        try append(kind, to: contact.id, kind == .created ? [] : [JSON.Member("created", .boolean(true))])
        return contact.id
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
            try unify(other, into: contact, unification)
        } else if change.isEmpty {
            share(recognition, by: contact)
            claim(arrival.identities, for: contact, before: [])
            return false
        }
        updated = cause.marking(updated)
        put(
            updated,
            before: [contact, recognition.absorbed].compactMap(\.self),
            claiming: arrival.identities
        )
        share(recognition, by: updated)
        try append(cause.event(.changed), to: contact.id, change.members(in: catalogue))
        return true
    }

    /// The contact with an arrival's values: what is absent stays, and opt-outs are only ever set.
    ///
    /// Nothing is kept of an arrival that is refused by a `ContactError`.
    private mutating func filled(_ contact: Contact, from arrival: Arrival) throws -> Contact {
        var contact = contact
        contact.tags = try tags(contact.tags, adding: arrival.tags)
        if let memberID = arrival.memberID {
            // Member ids of merged contacts lead here, too: the contact keeps its own.
            contact.memberID = contact.memberID ?? memberID
            contact.kind = .member
        }
        let isSamePhone = arrival.phone != nil && arrival.phone == contact.mobileNumber
        if contact.profile.isEmpty {
            contact.profile = arrival.profile
        } else {
            for (key, value) in arrival.profile where contact.profile[key] == nil || !isWriteOnce(key) {
                contact.profile[key] = value
            }
        }
        if arrival.email != nil {
            contact.facts[.emailQualified] = .boolean(true)
        }
        if arrival.phone != nil, arrival.isPhoneQualified || !isSamePhone {
            contact.facts[.mobileNumberQualified] = arrival.isPhoneQualified ? .boolean(true) : nil
        }
        for optOut in arrival.optOuts where contact[optOut] != .boolean(true) {
            contact.set(optOut, to: true, from: cause.origin(at: transaction.now))
        }
        return contact
    }

    /// Keeps for the page of duplicates that somebody else owns an e-mail or a phone of this contact.
    private mutating func share(_ recognition: Recognition, by contact: Contact) {
        for sharing in recognition.sharing {
            pairs.insert(DuplicatePair(contact.id, sharing.owner, evidence: sharing.evidence))
        }
    }

    private func isWriteOnce(_ key: String) -> Bool {
        catalogue.properties[key]?.isWriteOnce ?? false
    }
}
