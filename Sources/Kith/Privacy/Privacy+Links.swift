import Crypto
package import Domain
import Stores

/// A link to a subject's data as it was made: the only time that its token is known.
package struct NewSubjectLink: Sendable {
    package let link: SubjectLink
    package let token: String
    package let contact: Contact
}

/// Who opened a link to their data.
package struct SubjectVisit: Sendable {
    package let link: SubjectLink
    package let organization: Organization
    /// The language that Kith recorded of the person, such as `ko-KR`.
    package let language: String?
}

extension Privacy {
    /// Makes a link by which the person fetches what is kept of them. An earlier one ends.
    ///
    /// Throws `SubjectLinkError.notVerified` where there is no verified address to send it to.
    package func makeLink(for id: ContactID, by caller: Caller) async throws -> NewSubjectLink {
        try caller.require(.managePrivacy)
        try caller.require(.seeContacts)
        return try await kith.write { transaction in
            let organization = caller.organization
            let contact = try find(id, in: organization, transaction)
            guard let address = contact.verifiedEmail else { throw SubjectLinkError.notVerified }
            let token = Token(for: organization, randomBytes: kith.randomBytes)
            let link = SubjectLink(
                id: try transaction.nextID(),
                contact: contact.id,
                madeBy: caller.actor,
                at: transaction.now
            )
            try SubjectLinkStore(organization, transaction.connection)
                .insert(link, tokenHash: token.hash, addressHash: token.hash(of: address))
            try transaction.audit(
                .madeSubjectLink,
                of: "contact:\(contact.id)",
                ["until": .string(link.expiresAt.description)],
                by: caller
            )
            return NewSubjectLink(link: link, token: token.text, contact: contact)
        }
    }

    /// The links that are still good, with whom they are for, the newest first.
    package func links(
        of id: ContactID? = nil,
        by caller: Caller
    ) async throws -> [(link: SubjectLink, contact: Contact)] {
        try caller.require(.managePrivacy)
        try caller.require(.seeContacts)
        let now = kith.now()
        return try await kith.read { connection in
            let catalogue = try kith.catalogue(of: caller.organization, connection)
            let primary = try id.map { try kith.contacts.primary(of: $0, in: caller.organization, connection) }
            let links = try SubjectLinkStore(caller.organization, connection).all(of: primary, at: now)
            let contacts = try ContactStore(caller.organization, connection)
                .contacts(ids: links.map(\.contact), in: catalogue)
            let byID = Dictionary(contacts.map { ($0.id, $0) }) { first, _ in first }
            return links.compactMap { link in byID[link.contact].map { (link, $0) } }
        }
    }

    /// Ends a link. Throws `SubjectLinkError.unknown`.
    package func revokeLink(_ id: SubjectLinkID, by caller: Caller) async throws {
        try caller.require(.managePrivacy)
        try await kith.write { transaction in
            guard let contact = try SubjectLinkStore(caller.organization, transaction.connection).delete(id) else {
                throw SubjectLinkError.unknown
            }
            try transaction.audit(.revokedSubjectLink, of: "contact:\(contact)", by: caller)
        }
    }

    /// Finds whose link it is, for a page that says so. Nothing is used up: mail programs look at links before people do.
    ///
    /// Throws `SubjectLinkError.notValid`, also where the address is no longer the one that it was made for, or is not
    /// verified any more; and `.tooManyVisits`.
    package func visit(_ text: String, from address: String) async throws -> SubjectVisit {
        try kith.subjectVisits.count(from: address, at: kith.now())
        guard let token = Token(text) else { throw SubjectLinkError.notValid }
        let now = kith.now()
        return try await kith.read { connection in
            let store = SubjectLinkStore(token.organization, connection)
            guard let found = try store.find(tokenHash: token.hash, at: now) else { throw SubjectLinkError.notValid }
            let catalogue = try kith.catalogue(of: token.organization, connection)
            let contact = try ContactStore(token.organization, connection)
                .contacts(ids: [found.link.contact], in: catalogue).first
            guard let contact, contact.verifiedEmail.map(token.hash(of:)) == found.addressHash else {
                throw SubjectLinkError.notValid
            }
            return SubjectVisit(
                link: found.link,
                organization: try Subscription.organization(token.organization, connection),
                language: contact[.language]?.text
            )
        }
    }

    /// Reads all that is kept of the person who holds a link, and uses up one of its downloads. Throws as `visit`.
    package func subjectData(
        byLink text: String,
        as format: SubjectFormat,
        from address: String
    ) async throws -> SubjectData {
        let visit = try await visit(text, from: address)
        guard let token = Token(text) else { throw SubjectLinkError.notValid }
        let contact = try await kith.write { transaction in
            let store = SubjectLinkStore(token.organization, transaction.connection)
            let contact = try find(visit.link.contact, in: token.organization, transaction)
            // All again, now that nobody changes it any more.
            guard let found = try store.find(tokenHash: token.hash, at: transaction.now),
                found.link.contact == contact.id,
                contact.verifiedEmail.map(token.hash(of:)) == found.addressHash,
                try store.takeDownload(of: found.link.id)
            else { throw SubjectLinkError.notValid }
            try transaction.audit(
                .usedSubjectLink,
                of: "contact:\(contact.id)",
                ["format": .string(format.rawValue), "left": .integer(Int64(found.link.downloadsLeft - 1))],
                by: .contact(contact.id),
                from: address,
                in: token.organization
            )
            return contact.id
        }
        return try await read(contact, of: token.organization)
    }

    /// The contact, locked.
    private func find(
        _ id: ContactID,
        in organization: OrganizationID,
        _ transaction: Transaction
    ) throws -> Contact {
        let catalogue = try transaction.catalogue(of: organization)
        let primary = try kith.contacts.primary(of: id, in: organization, transaction.connection)
        let found = try ContactStore(organization, transaction.connection)
            .contacts(ids: [primary], in: catalogue, isLocked: true)
        guard let contact = found.first else { throw ContactError.unknown }
        return contact
    }
}

extension Contact {
    /// The e-mail address, where it is known to be the person's.
    package var verifiedEmail: String? { self[.emailQualified] == .boolean(true) ? email : nil }
}

extension Token {
    /// A hash of something that only the holder of the token can try out.
    fileprivate func hash(of text: String) -> [UInt8] {
        Array(
            HMAC<SHA256>.authenticationCode(
                for: Array(text.folded().utf8),
                using: SymmetricKey(data: Array(self.text.utf8))
            )
        )
    }
}
