package import Domain
import Stores

extension Managers {
    /// Reads one manager of the caller's organization. Throws `ManagerError.unknown`.
    package func find(_ id: ManagerID, by caller: Caller) async throws -> Manager {
        try caller.require(.manageManagers)
        return try await kith.read { connection in
            guard let manager = try ManagerStore(caller.organization, connection).find(id) else {
                throw ManagerError.unknown
            }
            return manager
        }
    }
}
