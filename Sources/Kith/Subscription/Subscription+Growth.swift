package import Domain
import Stores

extension Subscription {
    /// How many managed users there were since a moment, the oldest first: few enough for a chart.
    package func growth(from start: Instant, by caller: Caller) async throws -> [HourlyCount] {
        try caller.require(.manageOrganization)
        return try await kith.read { connection in
            let zone = Zone(timeZone: try Self.organization(caller.organization, connection).timeZone)
            let counts = try ManagedUserCountStore(caller.organization, connection).counts(from: start)
            return HourlyCount.thinned(counts, in: zone)
        }
    }

    /// Notes how many there are in each organization now.
    func noteCounts() async throws {
        try await kith.forEachOrganization { organization, transaction in
            let count = try ChangeStore(organization, transaction.connection).managedUsers()
            try ManagedUserCountStore(organization, transaction.connection)
                .keep(HourlyCount(at: HourlyCount.hour(of: transaction.now), contacts: count))
        }
    }
}
