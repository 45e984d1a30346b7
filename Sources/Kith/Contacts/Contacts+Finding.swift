package import Domain
import Outside
import Stores

/// A contact that was found, and what it takes to read it.
package struct FoundContact: Sendable {
    package let contact: Contact
    package let catalogue: Catalogue

    package init(contact: Contact, catalogue: Catalogue) {
        self.contact = contact
        self.catalogue = catalogue
    }
}

extension Contacts {
    /// Finds a contact by id, an anonymous one too; the id of a merged one leads to its primary.
    ///
    /// Throws `ContactError.unknown`.
    package func find(_ id: ContactID, by caller: Caller) async throws -> FoundContact {
        try caller.require(.seeContacts)
        return try await kith.read { connection in
            let catalogue = try kith.catalogue(of: caller.organization, connection)
            let primary = try primary(of: id, in: caller.organization, connection)
            let found = try ContactStore(caller.organization, connection).contacts(ids: [primary], in: catalogue)
            guard let contact = found.first else { throw ContactError.unknown }
            return FoundContact(contact: contact, catalogue: catalogue)
        }
    }

    /// Finds the contact that an identity leads to, or nil. Anonymous ones are not found so.
    package func find(by identity: Identity, by caller: Caller) async throws -> FoundContact? {
        try caller.require(.seeContacts)
        return try await kith.read { connection in
            let catalogue = try kith.catalogue(of: caller.organization, connection)
            let owners = try IdentityStore(caller.organization, connection).contacts(by: [identity])
            guard let id = owners[identity] else { return nil }
            let found = try ContactStore(caller.organization, connection).contacts(ids: [id], in: catalogue)
            return found.first { $0.kind != .anonymous }.map { FoundContact(contact: $0, catalogue: catalogue) }
        }
    }

    /// The identity that a phone number is, in any spelling of the organization's country. Throws `PhoneProblem`.
    package func identity(ofPhone text: String, by caller: Caller) async throws -> Identity {
        let country = try await kith.read { try kith.catalogue(of: caller.organization, $0).country }
        switch PhoneNumbers().read(text, country: country?.description ?? "") {
        case .number(let number, _): return Identity(.phone, number)
        case .refused(let problem): throw problem
        }
    }
}
