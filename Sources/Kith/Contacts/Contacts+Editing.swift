package import Domain
import Outside

/// A contact as it is after an edit.
package struct EditedContact: Sendable {
    package let contact: Contact
    package let catalogue: Catalogue
}

extension Contacts {
    /// Changes a contact: what is named changes, null clears, all else stays.
    ///
    /// The id of a contact that was merged leads to the primary. With `version`, throws `ContactError.changed` where
    /// somebody else was faster. An edit that changes nothing leaves no trace.
    package func edit(
        _ id: ContactID,
        _ input: ContactInput,
        version: Int64? = nil,
        by caller: Caller
    ) async throws -> EditedContact {
        try caller.require(.editContacts)
        return try await kith.write { transaction in
            let catalogue = try transaction.catalogue(of: caller.organization)
            let edit = try input.resolved(in: catalogue)
            var opened = try OpenContacts(
                [id],
                leadingTo: edit.identities + [Identity(formerly: id)],
                from: Cause(caller),
                organization: caller.organization,
                catalogue: catalogue,
                in: transaction
            )
            let contact = try opened.find(id, version: version)
            guard try opened.edit(contact, edit) != nil else {
                return EditedContact(contact: contact, catalogue: catalogue)
            }
            try opened.save()
            return EditedContact(contact: opened.contacts[contact.id] ?? contact, catalogue: opened.catalogue)
        }
    }

    /// Creates or updates the member of an id, as a company's own server says of its people: the rules of
    /// "Who is who" decide whom it speaks of, and a lead with the same e-mail becomes part of the member.
    ///
    /// Keys that are no property are collected or noted as seen, as the organization wants it; those of archived
    /// properties are left out.
    ///
    /// With `version`, throws `ContactError.changed` where that contact is not at it, or is not there.
    package func putMember(
        _ memberID: MemberID,
        _ input: ContactInput,
        version: Int64? = nil,
        by caller: Caller
    ) async throws -> ContactCreation {
        try caller.require(.createContacts)
        try caller.require(.editContacts)
        return try await kith.write { transaction in
            let organization = caller.organization
            let own = input.profile.filter { BuiltInKey(rawValue: $0.key) == nil }
            let catalogue = try kith.properties.collect(own, of: organization, in: transaction)
            let edit = try input.collected(in: catalogue).resolved(in: catalogue)
            let arrival = try Arrival(memberID, edit)
            var opened = try OpenContacts(
                [arrival],
                from: Cause(caller),
                organization: caller.organization,
                catalogue: catalogue,
                in: transaction
            )
            let recognition = opened.recognize(arrival)
            let found = recognition.contact?.version ?? 0
            guard version == nil || version == found else { throw ContactError.changed(version: found) }
            let id: ContactID
            if let contact = recognition.contact {
                id = contact.id
                _ = try opened.update(contact, arrival, recognition)
            } else {
                id = try opened.create(arrival, recognition)
            }
            // What an arrival cannot say: values and tags that go, consents that are given.
            var rest = edit
            rest.profile = edit.profile.filter { $0.value == nil }
            if let contact = opened.contacts[id] {
                try opened.edit(contact, rest)
            }
            try opened.save()
            guard let contact = opened.contacts[id] else { throw ContactError.unknown }
            return ContactCreation(contact: contact, isNew: recognition.contact == nil, catalogue: opened.catalogue)
        }
    }
}

extension OpenContacts {
    /// The open contact of an id, or the one that it was merged into, where that identity was named.
    func find(_ id: ContactID, version: Int64? = nil) throws(ContactError) -> Contact {
        let found = contacts[id] ?? owners[Identity(formerly: id)].flatMap { contacts[$0] }
        guard let contact = found else { throw .unknown }
        guard version == nil || version == contact.version else { throw .changed(version: contact.version) }
        return contact
    }
}

extension Arrival {
    /// What a server says of its member.
    fileprivate init(_ memberID: MemberID, _ edit: ContactEdit) throws {
        self.init(memberID: memberID, profile: edit.profile.compactMapValues(\.self))
        if case .text(let email)? = profile[ProfileKey.email] {
            self.email = try EmailAddress(email)
        }
        if case .text(let phone)? = profile[ProfileKey.mobileNumber] {
            self.phone = phone
            isPhoneQualified = PhoneNumbers().knows(phone)
        }
    }
}
