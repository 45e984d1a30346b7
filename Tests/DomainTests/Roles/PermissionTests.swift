import Domain
import Testing

@Suite("Permissions, roles and scopes")
struct PermissionTests {
    @Test("every permission has an explanation of its own")
    func explained() {
        #expect(Set(Permission.allCases.map(\.explanation)).count == Permission.allCases.count)
    }

    @Test("C15: an owner has every permission")
    func owner() {
        #expect(Role.owner(id: RoleID(rawValue: 1)).permissions == Set(Permission.allCases))
    }

    @Test("C15: no other role can have what belongs to owners", arguments: Permission.ofOwnersOnly)
    func ownersOnly(permission: Permission) {
        #expect(throws: RoleError.ofOwnersOnly(permission)) {
            try Role(id: RoleID(rawValue: 1), name: "Sales", permissions: [permission])
        }
        #expect(!Role.basic(id: RoleID(rawValue: 1), permissions: [permission]).permissions.contains(permission))
    }

    @Test("C15: Basic can neither delete, import nor export")
    func basic() {
        let refused: Set<Permission> = [.deleteContacts, .importContacts, .exportContacts, .manageManagers]
        #expect(Role.usualOfBasic.isDisjoint(with: refused))
    }

    @Test("scopes are read as they are typed")
    func scopes() throws {
        #expect(try Scope.read("contacts:read, contacts:write") == [.readContacts, .writeContacts])
        #expect(try Scope.read("ALL") == [.all])
        #expect(throws: KeyError.noScopes) { try Scope.read(" , ") }
        #expect(throws: KeyError.unknownScope("contacts")) { try Scope.read("contacts") }
    }

    @Test("U27 C15: only the scopes that owners grant open export and paging")
    func pageable() {
        for scope in Scope.allCases where !scope.permissions.isDisjoint(with: Permission.ofOwnersOnly) {
            #expect(Scope.grantedByOwnersOnly.contains(scope))
        }
    }

    @Test("C15: no scope but “all” lets a program manage managers, roles or keys")
    func accounts() {
        let accounts: Set<Permission> = [.manageManagers, .manageRoles, .manageKeys]
        for scope in Scope.allCases {
            #expect(scope.permissions.isDisjoint(with: accounts) == (scope != .all), "\(scope)")
        }
    }

    @Test("C15: deleting contacts is a permission of its own")
    func deleting() {
        let caller = { (scopes: Set<Scope>) in
            let key = Key(
                id: KeyID(rawValue: 1),
                name: "ci",
                scopes: scopes,
                createdAt: Instant(milliseconds: 0),
                createdBy: .console
            )
            return Caller.key(key, of: OrganizationID(rawValue: 1))
        }
        #expect(!caller([.readContacts, .writeContacts, .importContacts]).may(.deleteContacts))
        #expect(caller([.deleteContacts]).permissions == [.deleteContacts])
    }

    @Test("a caller without a permission is told which one it is")
    func required() {
        let key = Key(
            id: KeyID(rawValue: 1),
            name: "ci",
            scopes: [.readContacts],
            createdAt: Instant(milliseconds: 0),
            createdBy: .console
        )
        let caller = Caller.key(key, of: OrganizationID(rawValue: 1))
        #expect(throws: Never.self) { try caller.require(.seeContacts) }
        #expect(throws: PermissionError.missing(.deleteContacts)) { try caller.require(.deleteContacts) }
        #expect(throws: PermissionError.notAnOwner) { try caller.requireOwner() }
    }
}
