package import Domain
import Stores

extension Kith {
    package var operations: Operations { Operations(kith: self) }
}

/// How the installation is, for who runs it.
package struct InstallationFigures: Hashable, Sendable {
    package let storage: Storage
    /// The contacts of the caller's organization in memory; nil where they are not, or not yet.
    package let roster: RosterSize?
    /// The bytes that all rosters may take.
    package let rosterBytes: Int
}

/// What of an organization is in memory.
package struct RosterSize: Hashable, Sendable {
    package let contacts: Int
    /// Of contacts, and what is kept to answer about them.
    package let bytes: Int
    /// Of their events, where analytics have them in memory.
    package let eventBytes: Int
    /// Changes that it does not know yet.
    package let behind: Int64
}

/// Verbs about the installation.
package struct Operations: Sendable {
    let kith: Kith

    /// Throws `PermissionError`.
    package func figures(by caller: Caller) async throws -> InstallationFigures {
        try caller.require(.manageOrganization)
        return InstallationFigures(
            storage: try await kith.read { try StorageStore($0).storage() },
            roster: kith.rosters.size(of: caller.organization),
            rosterBytes: kith.rosters.memory
        )
    }
}
