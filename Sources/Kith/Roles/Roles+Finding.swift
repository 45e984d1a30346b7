package import Domain
import Stores

extension Roles {
    /// Reads one role of the caller's organization. Throws `RoleError.unknown`.
    package func find(_ id: RoleID, by caller: Caller) async throws -> Role {
        try await kith.read { connection in
            let store = RoleStore(caller.organization, connection)
            guard let role = try store.find(id) else {
                throw RoleError.unknown(id.description, known: try store.all().map(\.name))
            }
            return role
        }
    }
}
