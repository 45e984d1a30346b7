package typealias RoleID = Identifier<Role>

/// A named set of permissions. Every manager has one.
package struct Role: Hashable, Sendable {
    /// How many roles an organization can have, the built-in ones included.
    package static let most = 20

    /// The roles that every organization has from the start.
    package enum BuiltIn: String, CaseIterable, Hashable, Sendable {
        /// Has every permission, and those of later versions too; cannot be changed.
        case owner
        /// What most people of a company need; its permissions can be changed.
        case basic
    }

    package let id: RoleID
    package let builtIn: BuiltIn?
    package let name: String
    package let permissions: Set<Permission>

    /// The role of owners.
    package static func owner(id: RoleID) -> Role {
        Role(id: id, builtIn: .owner, name: "Owner", permissions: Set(Permission.allCases))
    }

    /// The role Basic, with its usual permissions or those that the organization gave it.
    package static func basic(id: RoleID, permissions: Set<Permission> = usualOfBasic) -> Role {
        Role(id: id, builtIn: .basic, name: "Basic", permissions: permissions.subtracting(Permission.ofOwnersOnly))
    }

    /// A role that the organization defined.
    package init(id: RoleID, name: String, permissions: Set<Permission>) throws(RoleError) {
        guard let shown = ShownName(name)?.description, shown.count <= 60 else { throw .badName }
        let notForRoles = permissions.intersection(Permission.ofOwnersOnly)
        if let first = notForRoles.min(by: { $0.rawValue < $1.rawValue }) {
            throw .ofOwnersOnly(first)
        }
        self.init(id: id, builtIn: nil, name: shown, permissions: permissions)
    }

    private init(id: RoleID, builtIn: BuiltIn?, name: String, permissions: Set<Permission>) {
        self.id = id
        self.builtIn = builtIn
        self.name = name
        self.permissions = permissions
    }

    package var isOwner: Bool { builtIn == .owner }

    /// What two spellings of a name have in common; unique within an organization.
    package var foldedName: String { Self.folded(name) }

    package static func folded(_ name: String) -> String {
        name.lowercased()
    }

    package static let usualOfBasic: Set<Permission> = [
        .seeContacts, .createContacts, .editContacts, .mergeContacts, .useInbox, .manageSegments, .seeAnalytics,
    ]
}

/// Why a role could not be made, changed, removed or found.
package enum RoleError: Explained, Equatable {
    case badName
    case nameTaken(String)
    case tooMany
    case builtIn(String)
    case ofOwnersOnly(Permission)
    case inUse(managers: Int)
    case unknown(String, known: [String])

    package var explanation: Phrase {
        switch self {
        case .badName:
            "a role's name has 1 to 60 characters on one line"
        case .nameTaken(let name):
            "there is a role “\(name)” already"
        case .tooMany:
            "an organization can have up to \(Role.most) roles"
        case .builtIn(let name):
            "the role \(name) is built in and cannot be changed so"
        case .ofOwnersOnly(let permission):
            "“\(permission.explanation)” belongs to owners alone"
        case .inUse(managers: 1):
            "1 manager has this role: give them another first"
        case .inUse(let managers):
            "\(managers) managers have this role: give them another first"
        case .unknown(let name, let known):
            "there is no role “\(name)”: choose one of \(known.joined(separator: ", "))"
        }
    }
}
