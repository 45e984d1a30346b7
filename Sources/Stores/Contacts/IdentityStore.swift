package import Database
package import Domain

/// Who is who: what leads to which contact.
package struct IdentityStore {
    private let organization: OrganizationID
    private let connection: any Connection

    package init(_ organization: OrganizationID, _ connection: any Connection) {
        self.organization = organization
        self.connection = connection
    }

    /// Finds the contacts that identities lead to; those that lead nowhere are left out.
    package func contacts(
        by identities: some Collection<Identity>
    ) throws -> [Identity: ContactID] {
        var found: [Identity: ContactID] = [:]
        for (kind, identities) in Dictionary(grouping: identities, by: \.kind).sorted(by: {
            $0.key.rawValue < $1.key.rawValue
        }) {
            // A look-up for each value: while PostgreSQL has no statistics of a growing table, it would read all
            // identities of the kind and compare each with all values.
            try connection.forEach(
                """
                SELECT wanted.value, (
                    SELECT contact_id FROM identities
                    WHERE org_id = \(organization.rawValue) AND kind = \(kind.rawValue) AND value = wanted.value
                )
                FROM \(rowsOf: identities.map(\.value)) AS wanted
                """
            ) { row in
                if let contact = try row.integerIfAny(1) {
                    found[Identity(kind, try row.text(0))] = ContactID(rawValue: contact)
                }
            }
        }
        return found
    }

    /// Claims identities for contacts. One that leads elsewhere already is a `DatabaseError.notUnique`.
    package func insert(_ identities: [(identity: Identity, contact: ContactID)]) throws {
        try execute("INSERT INTO identities (org_id, kind, value, contact_id) VALUES (?, ?, ?, ?)", identities)
    }

    /// Releases identities where they lead to these contacts.
    package func release(_ identities: [(identity: Identity, contact: ContactID)]) throws {
        try execute("DELETE FROM identities WHERE org_id = ? AND kind = ? AND value = ? AND contact_id = ?", identities)
    }

    /// All that leads to any of these contacts.
    package func identities(of contacts: [ContactID]) throws -> [Identity] {
        try connection.all(
            """
            SELECT kind, value FROM identities
            WHERE org_id = \(organization.rawValue) AND contact_id \(isAnyOf: contacts.map(\.rawValue))
            """
        ) { row in
            guard let kind = Identity.Kind(rawValue: try row.text(0)) else {
                throw DatabaseError(kind: .unexpectedValue, message: "an identity is of a kind that is unknown")
            }
            return Identity(kind, try row.text(1))
        }
    }

    package func deleteAll(of contacts: [ContactID]) throws {
        try connection.execute(
            """
            DELETE FROM identities
            WHERE org_id = \(organization.rawValue) AND contact_id \(isAnyOf: contacts.map(\.rawValue))
            """
        )
    }

    private func execute(_ text: StaticText, _ identities: [(identity: Identity, contact: ContactID)]) throws {
        try connection.send(
            text,
            rows: identities.map { identity, contact in
                [
                    .integer(organization.rawValue), .text(identity.kind.rawValue), .text(identity.value),
                    .integer(contact.rawValue),
                ]
            }
        )
    }

    /// Lets all that leads to one contact lead to another.
    package func move(
        from contact: ContactID,
        to other: ContactID
    ) throws {
        try connection.execute(
            """
            UPDATE identities SET contact_id = \(other.rawValue)
            WHERE org_id = \(organization.rawValue) AND contact_id = \(contact.rawValue)
            """
        )
    }
}
