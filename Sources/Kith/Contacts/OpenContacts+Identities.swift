import Domain

/// Identities follow the values that they stand for.
extension OpenContacts {
    /// Releases the identities of values that are no longer there, and claims those that are free.
    ///
    /// `before` is the contact as it was, and the one that went into it.
    mutating func claim(_ claims: [Identity], for contact: Contact, before: [Contact]) {
        for former in before {
            if let old = former.email?.folded(), old != contact.email?.folded() {
                release(Identity(.email, old), from: contact.id)
            }
            if let old = former.mobileNumber, old != contact.mobileNumber {
                release(Identity(.phone, old), from: contact.id)
            }
        }
        for identity in claims where owners[identity] == nil || isVerifiedClaim(identity, of: contact) {
            owners[identity] = contact.id
        }
    }

    /// Whether a verified phone stands against one that was never verified: it goes to whoever has proof of it.
    private func isVerifiedClaim(_ identity: Identity, of contact: Contact) -> Bool {
        guard identity.kind == .phone, contact[.mobileNumberQualified] == .boolean(true) else { return false }
        guard let owner = owners[identity].flatMap({ contacts[$0] }), owner.id != contact.id else { return false }
        return owner[.mobileNumberQualified] != .boolean(true)
    }

    private mutating func release(_ identity: Identity, from contact: ContactID) {
        if !named.contains(identity) {
            released.append((identity, contact))
        } else if owners[identity] == contact {
            owners[identity] = nil
        }
    }

    /// Lets whatever led to one contact lead to another, which it went into.
    mutating func lead(from other: ContactID, to contact: ContactID) {
        for (identity, owner) in owners where owner == other {
            owners[identity] = contact
        }
        // In the database they are moved before anything is released or claimed.
        for (identity, owner) in ownersBefore where owner == other {
            ownersBefore[identity] = contact
        }
        contacts[other] = nil
        touched.remove(other)
        pairs = Set(pairs.compactMap { $0.replacing(other, by: contact) })
        released = released.map { $0.contact == other ? (identity: $0.identity, contact: contact) : $0 }
        events = events.map { $0.contact == other ? $0.moved(to: contact) : $0 }
        if versionsBefore[other] != nil {
            absorbed.append((other, contact))
            owners[Identity(formerly: other)] = contact
        }
    }
}

extension TimelineEvent {
    fileprivate func moved(to contact: ContactID) -> TimelineEvent {
        var moved = self
        moved.contact = contact
        return moved
    }
}
