package import Domain
import Stores

/// What became of the wish to create a contact.
package struct ContactCreation: Sendable {
    package let contact: Contact
    /// False where somebody with this identity was known already: nothing was added, and that contact is shown.
    package let isNew: Bool
    package let catalogue: Catalogue

    package init(contact: Contact, isNew: Bool, catalogue: Catalogue) {
        self.contact = contact
        self.isNew = isNew
        self.catalogue = catalogue
    }
}

extension Contacts {
    /// Makes a contact by hand or by a program's wish: a name, an e-mail or a phone is enough.
    ///
    /// Where the member id or the e-mail, or with nothing stronger the phone, belongs to a contact already, nothing is
    /// added and that contact is returned; `addsAnyway` makes one that shares the e-mail or the phone. By hand it is
    /// refused at the limit of managed users.
    package func create(
        _ input: ContactInput,
        memberID: MemberID? = nil,
        addsAnyway: Bool = false,
        by caller: Caller
    ) async throws -> ContactCreation {
        try caller.require(.createContacts)
        return try await kith.write { transaction in
            let catalogue = try transaction.catalogue(of: caller.organization)
            let edit = try input.resolved(in: catalogue)
            guard edit.hasContactDetails || memberID != nil else { throw ContactError.nothingToCallItBy }
            return try create(edit, memberID: memberID, addsAnyway: addsAnyway, by: caller, catalogue, in: transaction)
        }
    }

    /// Makes a lead of a phone or an e-mail alone.
    package func addLead(
        email: String? = nil,
        phone: String? = nil,
        addsAnyway: Bool = false,
        by caller: Caller
    ) async throws -> ContactCreation {
        guard email != nil || phone != nil else { throw ContactError.noPhoneOrEmail }
        var input = ContactInput()
        input.profile[ProfileKey.email] = email.map(JSON.string)
        input.profile[ProfileKey.mobileNumber] = phone.map(JSON.string)
        return try await create(input, addsAnyway: addsAnyway, by: caller)
    }

    private func create(
        _ edit: ContactEdit,
        memberID: MemberID?,
        addsAnyway: Bool,
        by caller: Caller,
        _ catalogue: Catalogue,
        in transaction: Transaction
    ) throws -> ContactCreation {
        let memberIdentity = memberID.map { Identity(.memberID, $0.text) }
        var opened = try OpenContacts(
            leadingTo: edit.identities + [memberIdentity].compactMap(\.self),
            from: Cause(caller),
            organization: caller.organization,
            catalogue: catalogue,
            in: transaction
        )
        // Whoever has the member id is that contact, whatever else is said.
        let deciding = addsAnyway ? [] : [edit.strongestIdentity].compactMap(\.self)
        for identity in [memberIdentity].compactMap(\.self) + deciding {
            if let known = opened.owners[identity].flatMap({ opened.contacts[$0] }),
                memberID == nil || known.memberID == nil || identity.kind == .memberID
            {
                return ContactCreation(contact: known, isNew: false, catalogue: catalogue)
            }
        }
        if opened.cause.isByHand {
            try kith.subscription.requireRoom(for: 1, by: caller, in: transaction)
        }
        let id = try opened.create(edit, memberID: memberID)
        try opened.save()
        guard let contact = opened.contacts[id] else { throw ContactError.unknown }
        return ContactCreation(contact: contact, isNew: true, catalogue: opened.catalogue)
    }
}

extension ContactEdit {
    /// The e-mail, or with none the phone.
    fileprivate var strongestIdentity: Identity? {
        identities.first { $0.kind == .email } ?? identities.first { $0.kind == .phone }
    }
}
