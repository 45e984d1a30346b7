import Database
import Domain
import Stores

extension Kith {
    package var consistency: Consistency { Consistency(kith: self) }
}

/// Looks for rows that contradict each other. Whoever runs the machine asks.
package struct Consistency: Sendable {
    let kith: Kith

    /// What is wrong, in words; nothing where all is well.
    package func problems() async throws -> [String] {
        try await kith.read { connection in
            try OrganizationStore(connection).all().flatMap { organization in
                try ConsistencyStore(organization.id, connection).problems().map { "\(organization.key): \($0)" }
            }
        }
    }
}
