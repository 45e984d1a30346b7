package import Domain
import Stores

extension Contacts {
    /// The names of managers and keys in a timeline; of those that are gone there is none.
    package func names(of actors: Set<Actor>, by caller: Caller) async throws -> [Actor: String] {
        try caller.require(.seeContacts)
        return try await kith.read { connection in
            let managers = ManagerStore(caller.organization, connection)
            let keys = KeyStore(caller.organization, connection)
            var names: [Actor: String] = [:]
            for actor in actors {
                switch actor {
                case .manager(let id): names[actor] = try managers.find(id)?.name
                case .key(let id): names[actor] = try keys.find(id)?.name
                case .console, .contact, .kith: break
                }
            }
            return names
        }
    }
}
