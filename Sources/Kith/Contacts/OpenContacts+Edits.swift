import Domain

/// What people and programs change on purpose.
extension OpenContacts {
    /// Makes a contact of what somebody typed or sent. Returns its id.
    mutating func create(_ edit: ContactEdit, memberID: MemberID?) throws -> ContactID {
        let blank = Contact(
            id: try transaction.nextID(),
            kind: memberID == nil ? .lead : .member,
            memberID: memberID,
            facts: [.createdAt: .datetime(transaction.now)],
            version: 0,
            enteredAt: transaction.now
        )
        let contact = try edited(blank, edit)
        let claims = edit.identities + (memberID.map { [Identity(.memberID, $0.text)] } ?? [])
        share(claims, by: contact)
        put(contact, before: [], claiming: claims)
        try append(.created, to: contact.id, [])
        return contact.id
    }

    /// Brings an edit into a contact that is open. Returns what changed, or nil where nothing did.
    @discardableResult
    mutating func edit(_ contact: Contact, _ edit: ContactEdit) throws -> ContactChange? {
        let updated = try edited(contact, edit)
        let change = ContactChange(from: contact, to: updated)
        guard !change.isEmpty || updated.kind != contact.kind else { return nil }
        share(edit.identities, by: updated)
        put(updated, before: [contact], claiming: edit.identities)
        try append(.changed, to: contact.id, change.members(in: catalogue))
        return change
    }

    private mutating func edited(_ contact: Contact, _ edit: ContactEdit) throws -> Contact {
        try makeTags(edit.wantedTags)
        return try contact.applying(edit, in: catalogue, from: cause.origin(at: transaction.now))
    }

    /// Keeps for the page of duplicates that a value leads to somebody else already.
    private mutating func share(_ claims: [Identity], by contact: Contact) {
        for claim in claims {
            guard let owner = owners[claim], owner != contact.id else { continue }
            switch claim.kind {
            case .email: pairs.insert(DuplicatePair(contact.id, owner, evidence: .email))
            case .phone: pairs.insert(DuplicatePair(contact.id, owner, evidence: .phone))
            case .former, .memberID, .social, .device, .importedRow: break
            }
        }
    }
}
