import Database
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
        PeriodicWork(name: "answers that were kept long enough", interval: .seconds(3_600)) { kith in
            try await kith.forEachOrganization { organization, transaction in
                try AnswerStore(organization, transaction.connection)
                    .deleteAll(before: transaction.now - KeptAnswer.keptMilliseconds)
            }
        },
        PeriodicWork(name: "deleted values in the log", interval: .seconds(600)) { try await $0.shrinkLog() },
        PeriodicWork(name: "tombstones that ended", interval: .seconds(3_600)) { kith in
            try await kith.forEachOrganization { organization, transaction in
                try TombstoneStore(organization, transaction.connection)
                    .deleteAll(before: transaction.now - Tombstones.milliseconds)
            }
        },
        PeriodicWork(name: "pasted terms that were kept long enough", interval: .seconds(3_600)) { kith in
            try await kith.forEachOrganization { organization, transaction in
                try KeptTermsStore(organization, transaction.connection)
                    .deleteAll(before: transaction.now - KeptTerms.keptMilliseconds)
            }
        },
        PeriodicWork(name: "moves into and out of segments that were kept long enough", interval: .seconds(3_600)) {
            kith in
            for organization in try await kith.organizations.all() {
                try await kith.segments.trimMoves(of: organization.id)
            }
        },
        PeriodicWork(name: "how many managed users there are", interval: .seconds(900)) { kith in
            try await kith.subscription.noteCounts()
        },
        PeriodicWork(name: "likely duplicates", interval: .seconds(86_400)) { kith in
            for organization in try await kith.organizations.all() {
                try await kith.duplicates.search(by: .kith(organization.id))
            }
        },
        // Each organization once a day; more often is asked whether a new day has begun there.
        PeriodicWork(name: "contacts not heard of for long", interval: .seconds(600)) { kith in
            try await kith.privacy.keepToRetention()
        },
        PeriodicWork(name: "links to subjects' data that ended", interval: .seconds(3_600)) { kith in
            try await kith.forEachOrganization { organization, transaction in
                try SubjectLinkStore(organization, transaction.connection).deleteAll(expiredBefore: transaction.now)
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

    /// Moves the write-ahead log into the file and empties it, so that what was deleted is in neither.
    ///
    /// PostgreSQL does so itself, with its own log and its vacuum.
    package func shrinkLog() async throws {
        guard engine.dialect == .sqlite else { return }
        try await engine.maintain { connection in
            try connection.forEach("PRAGMA wal_checkpoint(TRUNCATE)") { _ in }
        }
    }
}
