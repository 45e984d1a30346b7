import Domain

extension OpenContacts {
    /// Makes one contact of a known one and a lead or a visitor, on a trusted sign that they are one person.
    mutating func unify(_ other: Contact, into contact: Contact, _ unification: Unification) throws {
        lead(from: other.id, to: contact.id)
        try append(.unified, to: contact.id, Self.members(of: other, lost: unification.lost))
    }

    /// Makes one contact of several that somebody chose. All that led to one of them leads to the primary.
    mutating func merge(_ merge: Merge, from primary: Contact) throws {
        for loss in merge.losses {
            lead(from: loss.contact.id, to: primary.id)
            try append(.merged, to: primary.id, Self.members(of: loss.contact, lost: loss.values))
        }
        // Nothing is claimed or released: what led to any of them leads to the primary from now on.
        put(merge.result, before: [], claiming: [])
    }

    private static func members(of other: Contact, lost: [String: Value]) -> [JSON.Member] {
        let lost = lost.sorted { $0.key < $1.key }.map { JSON.Member($0.key, $0.value.json) }
        var members = [
            JSON.Member("contact", .string(other.id.description)), JSON.Member("lost", .object(lost)),
        ]
        if let memberID = other.memberID {
            members.append(JSON.Member("memberId", .string(memberID.text)))
        }
        return members
    }
}
