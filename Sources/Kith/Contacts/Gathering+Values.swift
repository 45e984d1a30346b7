import Domain

extension Gathering {
    /// The contact with an arrival's values: what is absent stays, and opt-outs are only ever set.
    ///
    /// Nothing is kept of an arrival that is refused by a `GatheringError`.
    mutating func filled(_ contact: Contact, from arrival: Arrival) throws -> Contact {
        var contact = contact
        contact.tags = try tags(of: contact, with: arrival.tags)
        if let memberID = arrival.memberID {
            // Member ids of merged contacts lead here, too: the contact keeps its own.
            contact.memberID = contact.memberID ?? memberID
            contact.kind = .member
        }
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
        if arrival.phone != nil {
            contact.facts[.mobileNumberQualified] = arrival.isPhoneQualified ? .boolean(true) : nil
        }
        for optOut in arrival.optOuts where contact[optOut] != .boolean(true) {
            contact.facts[optOut] = .boolean(true)
            if let consent = optOut.consentKeys {
                contact.facts[consent.updatedAt] = .datetime(transaction.now)
                contact.facts[consent.source] = .text(source.consent)
            }
        }
        return contact
    }

    private func isWriteOnce(_ key: String) -> Bool {
        catalogue.properties[key]?.isWriteOnce ?? false
    }

    /// The contact's tags and those of these names; tags that there are not yet are made.
    private mutating func tags(of contact: Contact, with names: [TagName]) throws -> Set<TagID> {
        guard !names.isEmpty else { return contact.tags }
        let known = Set(names.compactMap { catalogue.tag(named: $0)?.id })
        let unknown = Set(names.filter { catalogue.tag(named: $0) == nil })
        let count = contact.tags.union(known).count + unknown.count
        guard count <= max(Tag.limitPerContact, contact.tags.count) else {
            throw GatheringError.tooManyTags(count)
        }
        guard catalogue.tags.count + unknown.count <= Tag.limitPerOrganization else {
            throw GatheringError.tooManyTagsInAll
        }
        var tags = contact.tags.union(known)
        for name in unknown.sorted(by: { $0.folded < $1.folded }) {
            let tag = Tag(id: try transaction.nextID(), name: name)
            catalogue.add(tag)
            newTags.append(tag)
            tags.insert(tag.id)
        }
        return tags
    }
}

/// Why an arrival cannot be taken in.
package enum GatheringError: Error, Hashable, Sendable, CustomStringConvertible {
    case tooManyTags(Int)
    case tooManyTagsInAll

    package var description: String {
        switch self {
        case .tooManyTags(let count):
            "the contact would have \(count) tags; at most \(Tag.limitPerContact) are possible, so remove some first"
        case .tooManyTagsInAll:
            "the organization would have more than \(Tag.limitPerOrganization) tags; use tags that it has already"
        }
    }
}
