package import Domain
import Stores

/// Who is asking, in their organization.
package struct Me: Sendable {
    package enum Who: Sendable {
        case key(Key)
        case manager(Manager, Role)
        /// Whoever runs the machine, or Kith itself.
        case machine
    }

    package let who: Who
    package let organization: Organization
    package let caller: Caller
}

extension Kith {
    /// Reads who a caller is. Throws where they were removed meanwhile.
    package func me(_ caller: Caller) async throws -> Me {
        try await read { connection in
            guard let organization = try OrganizationStore(connection).find(caller.organization) else {
                throw OrganizationError.unknown(caller.organization.description)
            }
            let who: Me.Who
            switch caller.actor {
            case .key(let id):
                let key = try KeyStore(caller.organization, connection).all().first { $0.id == id }
                guard let key else { throw KeyError.unknown }
                who = .key(key)
            case .manager(let id):
                let manager = try ManagerStore(caller.organization, connection).find(id)
                let role = try manager.flatMap { try RoleStore(caller.organization, connection).find($0.role) }
                guard let manager, let role else { throw ManagerError.unknown }
                who = .manager(manager, role)
            case .console, .contact, .kith: who = .machine
            }
            return Me(who: who, organization: organization, caller: caller)
        }
    }
}
