import Database
package import Domain
import Stores

extension Kith {
    package var avatars: Avatars { Avatars(kith: self) }
}

/// Verbs about the pictures of contacts. `profile.avatarUrl` says where a picture is: an uploaded one is kept by Kith.
package struct Avatars: Sendable {
    let kith: Kith

    /// The uploaded picture of a contact; the id of a merged one leads to the primary's.
    ///
    /// Throws `ContactError.unknown`, and `AvatarError.none` also while the property is archived.
    package func find(of id: ContactID, by caller: Caller) async throws -> Avatar {
        try caller.require(.seeContacts)
        return try await kith.read { connection in
            let catalogue = try kith.catalogue(of: caller.organization, connection)
            let contact = try kith.contacts.primary(of: id, in: caller.organization, connection)
            guard catalogue.properties[ProfileKey.avatarURL]?.isArchived == false,
                let avatar = try AvatarStore(caller.organization, connection).find(of: contact)
            else { throw AvatarError.none }
            return avatar
        }
    }

    /// Makes a file the picture of a contact: PNG, JPEG, WebP or GIF, cut to a small square, with nothing left of it but
    /// pixels.
    ///
    /// The same picture again changes nothing. Throws `PictureProblem`, `AvatarError.busy`, `ContactError`.
    package func put(
        _ file: [UInt8],
        of id: ContactID,
        version: Int64? = nil,
        by caller: Caller
    ) async throws -> EditedContact {
        try caller.require(.editContacts)
        let avatar = try await kith.pictures.avatar(of: file, at: kith.now())
        return try await change(id, version: version, by: caller) { contact, connection in
            try AvatarStore(caller.organization, connection).put(avatar, of: contact.id)
            return .string(AvatarAddress(contact.id, avatar.version).description)
        }
    }

    /// Takes the uploaded picture of a contact away. One that is elsewhere stays: it is a value like any other.
    package func remove(of id: ContactID, version: Int64? = nil, by caller: Caller) async throws -> EditedContact {
        try caller.require(.editContacts)
        return try await change(id, version: version, by: caller) { contact, _ in
            contact.avatar == nil ? nil : .null
        }
    }

    /// Sets `profile.avatarUrl` to what the body returns; nil where it stays.
    private func change(
        _ id: ContactID,
        version: Int64?,
        by caller: Caller,
        _ address: @escaping @Sendable (Contact, any Connection) throws -> JSON?
    ) async throws -> EditedContact {
        try await kith.write { transaction in
            let catalogue = try transaction.catalogue(of: caller.organization)
            var opened = try OpenContacts(
                [id],
                leadingTo: [Identity(formerly: id)],
                from: Cause(caller),
                organization: caller.organization,
                catalogue: catalogue,
                in: transaction
            )
            let contact = try opened.find(id, version: version)
            if let address = try address(contact, transaction.connection) {
                let edit = try ContactInput(profile: [ProfileKey.avatarURL: address]).resolved(in: catalogue)
                if try opened.edit(contact, edit) != nil { try opened.save() }
            }
            return EditedContact(contact: opened.contacts[contact.id] ?? contact, catalogue: catalogue)
        }
    }
}
