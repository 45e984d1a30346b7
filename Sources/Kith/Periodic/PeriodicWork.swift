import Domain
import Stores

/// Something that is done again and again while Kith is served. Harmless where several processes do it.
package struct PeriodicWork: Sendable {
    package let name: String
    package let interval: Duration
    package let perform: @Sendable (Kith) async throws -> Void

    /// All of it, in one list.
    package static let all: [PeriodicWork] = [
        PeriodicWork(name: "late notes", interval: .seconds(10)) { try await $0.writeLateNotes() },
        PeriodicWork(name: "changes of properties that were left off", interval: .seconds(600)) { kith in
            try await kith.properties.finishAll()
        },
        PeriodicWork(name: "sessions that ended", interval: .seconds(3_600)) { kith in
            try await kith.forEachOrganization { organization, transaction in
                try SessionStore(organization, transaction.connection)
                    .deleteAll(seenBefore: transaction.now - Managers.sessionMilliseconds)
            }
        },
        PeriodicWork(name: "one-time links that ended", interval: .seconds(3_600)) { kith in
            try await kith.forEachOrganization { organization, transaction in
                try OneTimeLinkStore(organization, transaction.connection).deleteAll(expiredBefore: transaction.now)
            }
        },
    ]
}

extension Kith {
    /// Does something in each organization, each time in a transaction of its own.
    func forEachOrganization(
        _ body: @escaping @Sendable (OrganizationID, Transaction) throws -> Void
    ) async throws {
        for organization in try await organizations.all() {
            try await write { try body(organization.id, $0) }
        }
    }
}
