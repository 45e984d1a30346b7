import Database
import Domain
import Stores

extension Kith {
    package var consistency: Consistency { Consistency(kith: self) }
}

/// Looks for rows that contradict each other, and for rosters that contradict the rows. Whoever runs the machine asks.
package struct Consistency: Sendable {
    let kith: Kith

    /// What is wrong, in words; nothing where all is well.
    package func problems() async throws -> [String] {
        var problems: [String] = []
        for organization in try await kith.read({ try OrganizationStore($0).all() }) {
            let snapshot = await kith.rosters.snapshot(of: organization.id)
            problems += try await kith.read { [kith] connection in
                let catalogue = try kith.catalogue(of: organization.id, connection)
                let ofRows = try ConsistencyStore(organization.id, connection).problems()
                let ofRoster = try RosterCheck(organization.id, catalogue, connection).problems(snapshot)
                return (ofRows + ofRoster).map { "\(organization.key): \($0)" }
            }
        }
        return problems
    }
}
