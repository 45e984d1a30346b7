import Domain

/// Identities follow the values that they stand for.
extension Gathering {
    /// Releases the identities of values that are no longer there, and claims those that are free.
    ///
    /// `before` is the contact as it was, and the one that went into it.
    mutating func claimIdentities(of contact: Contact, before: [Contact], _ arrival: Arrival) {
        for former in before {
            if let old = former.email?.folded(), old != contact.email?.folded() {
                release(Identity(.email, old), from: contact.id)
            }
            if let old = former.mobileNumber, old != contact.mobileNumber {
                release(Identity(.phone, old), from: contact.id)
            }
        }
        for identity in arrival.identities where owners[identity] == nil {
            owners[identity] = contact.id
        }
    }

    private mutating func release(_ identity: Identity, from contact: ContactID) {
        if !named.contains(identity) {
            released.append((identity, contact))
        } else if owners[identity] == contact {
            owners[identity] = nil
        }
    }

    /// Keeps for the page of duplicates that somebody else owns an e-mail or a phone of this contact.
    mutating func share(_ recognition: Recognition, by contact: Contact) {
        for sharing in recognition.sharing {
            pairs.insert(DuplicatePair(contact.id, sharing.owner, evidence: sharing.evidence))
        }
    }

    /// Makes one contact of a member and a lead, whose id leads to the member from now on.
    mutating func absorb(_ other: Contact, into contact: Contact, _ unification: Unification) throws {
        for (identity, owner) in owners where owner == other.id {
            owners[identity] = contact.id
        }
        for (identity, owner) in ownersBefore where owner == other.id {
            ownersBefore[identity] = contact.id
        }
        contacts[other.id] = nil
        touched.remove(other.id)
        pairs = Set(pairs.compactMap { $0.replacing(other.id, by: contact.id) })
        released = released.map { $0.contact == other.id ? (identity: $0.identity, contact: contact.id) : $0 }
        events = events.map { $0.contact == other.id ? $0.moved(to: contact.id) : $0 }
        if versionsBefore[other.id] != nil {
            absorbed.append((other.id, contact.id))
            owners[Identity(.former, other.id.description)] = contact.id
        }
        let lost = unification.lost.sorted { $0.key < $1.key }.map { JSON.Member($0.key, $0.value.json) }
        try append(
            .unified,
            to: contact.id,
            [
                JSON.Member("contact", .string(other.id.description)), JSON.Member("lost", .object(lost)),
            ]
        )
    }
}

extension TimelineEvent {
    fileprivate func moved(to contact: ContactID) -> TimelineEvent {
        var moved = self
        moved.contact = contact
        return moved
    }
}
