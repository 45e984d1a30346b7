package import Database
package import Domain

/// Compares what is kept in two places.
package struct ConsistencyStore {
    private let organization: OrganizationID
    private let connection: any Connection

    package init(_ organization: OrganizationID, _ connection: any Connection) {
        self.organization = organization
        self.connection = connection
    }

    package func problems() throws -> [String] {
        try [
            counted("member(s) whose member id does not lead to them", membersWithoutIdentity),
            counted("member id(s) that lead to a contact with another one", strayMemberIDs),
            counted("gap(s) in the change feed", gaps),
            counted("managed user(s) that the counter has wrong", miscountedManagedUsers),
            counted("uploaded picture(s) that their contact does not name", unnamedAvatars),
        ].compactMap(\.self)
    }

    private func counted(_ problem: String, _ count: SQL) throws -> String? {
        let count = try connection.first(count) { try $0.integer(0) } ?? 0
        return count == 0 ? nil : "\(count) \(problem)"
    }

    private var membersWithoutIdentity: SQL {
        """
        SELECT count(*) FROM contacts WHERE org_id = \(organization.rawValue) AND member_id IS NOT NULL
        AND NOT EXISTS (
            SELECT 1 FROM identities WHERE identities.org_id = contacts.org_id
            AND identities.kind = \(Identity.Kind.memberID.rawValue) AND identities.value = contacts.member_id
            AND identities.contact_id = contacts.id
        )
        """
    }

    /// Merged contacts keep all member ids; they differ from the contact's own, but then it has one.
    private var strayMemberIDs: SQL {
        """
        SELECT count(*) FROM identities JOIN contacts
        ON contacts.org_id = identities.org_id AND contacts.id = identities.contact_id
        WHERE identities.org_id = \(organization.rawValue) AND identities.kind = \(Identity.Kind.memberID.rawValue)
        AND contacts.member_id IS NULL
        """
    }

    private var miscountedManagedUsers: SQL {
        """
        SELECT abs(managed_users - (
            SELECT count(*) FROM contacts
            WHERE org_id = \(organization.rawValue) AND kind <> \(ContactKind.anonymous.code)
        ))
        FROM change_counters WHERE org_id = \(organization.rawValue)
        """
    }

    /// Archived properties keep their values among the others.
    private var unnamedAvatars: SQL {
        """
        SELECT count(*) FROM avatars JOIN contacts
        ON contacts.org_id = avatars.org_id AND contacts.id = avatars.contact_id
        WHERE avatars.org_id = \(organization.rawValue)
        AND coalesce(contacts.properties ->> \(ProfileKey.avatarURL), '') NOT LIKE '%?v=' || avatars.version
        """
    }

    private var gaps: SQL {
        """
        SELECT (SELECT seq FROM change_counters WHERE org_id = \(organization.rawValue))
        - coalesce(min(seq) - 1, (SELECT seq FROM change_counters WHERE org_id = \(organization.rawValue)))
        - count(*) FROM changes WHERE org_id = \(organization.rawValue)
        """
    }
}
