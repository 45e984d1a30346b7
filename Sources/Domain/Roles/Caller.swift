/// Who asks for something, in which organization, and what they may do there.
package struct Caller: Hashable, Sendable {
    package let organization: OrganizationID
    package let actor: Actor
    package let permissions: Set<Permission>
    /// True for managers with the role Owner, and for the machine's own command line.
    package let isOwner: Bool
    /// The network address that the call came from, for the audit log; nil on the machine itself.
    package var address: String?

    private init(organization: OrganizationID, actor: Actor, permissions: Set<Permission>, isOwner: Bool) {
        self.organization = organization
        self.actor = actor
        self.permissions = permissions
        self.isOwner = isOwner
    }

    /// A manager who is signed in.
    package static func manager(_ manager: Manager, role: Role, of organization: OrganizationID) -> Caller {
        Caller(
            organization: organization,
            actor: .manager(manager.id),
            permissions: role.permissions,
            isOwner: role.isOwner
        )
    }

    /// A program with a key: it may do what its scopes say.
    package static func key(_ key: Key, of organization: OrganizationID) -> Caller {
        Caller(
            organization: organization,
            actor: .key(key.id),
            permissions: key.scopes.reduce(into: []) { $0.formUnion($1.permissions) },
            isOwner: false
        )
    }

    /// Whoever runs the command line on the machine itself: can read the database anyway, so may do everything.
    package static func console(_ organization: OrganizationID) -> Caller {
        Caller(
            organization: organization,
            actor: .console,
            permissions: Set(Permission.allCases),
            isOwner: true
        )
    }

    /// Kith itself, for what follows from a rule.
    package static func kith(_ organization: OrganizationID) -> Caller {
        Caller(
            organization: organization,
            actor: .kith,
            permissions: Set(Permission.allCases),
            isOwner: false
        )
    }

    /// The same caller, at a network address.
    package func at(_ address: String) -> Caller {
        var caller = self
        caller.address = address
        return caller
    }

    package func may(_ permission: Permission) -> Bool {
        permissions.contains(permission)
    }

    package func require(_ permission: Permission) throws(PermissionError) {
        guard may(permission) else { throw .missing(permission) }
    }

    /// Whether the caller may go beyond the first page of contacts: a key only where an owner granted it.
    package var mayPage: Bool {
        if case .key = actor { may(.pageThroughContacts) } else { true }
    }

    package func requirePaging() throws(PermissionError) {
        guard mayPage else { throw .missing(.pageThroughContacts) }
    }

    package func requireOwner() throws(PermissionError) {
        guard isOwner else { throw .notAnOwner }
    }
}
