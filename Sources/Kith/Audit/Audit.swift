package import Domain
import Stores

extension Kith {
    package var audit: Audit { Audit(kith: self) }
}

/// One page of the audit log.
package struct AuditPage: Sendable, Hashable {
    package let entries: [AuditEntry]
    /// Where the next page goes on; nil where this is the last.
    package let next: AuditEntryID?
}

/// Verbs about the audit log. There is none that changes or removes an entry.
package struct Audit: Sendable {
    package static let mostEntries = 200

    let kith: Kith

    /// Reads entries, newest first; `before` is where the page before ended. At most 200 are given at once.
    package func entries(
        _ filter: AuditFilter = AuditFilter(),
        before: AuditEntryID? = nil,
        limit: Int = 50,
        by caller: Caller
    ) async throws -> AuditPage {
        try caller.require(.seeAuditLog)
        let limit = min(max(1, limit), Self.mostEntries)
        let found = try await kith.read { connection in
            try AuditStore(caller.organization, connection).entries(filter, before: before, limit: limit + 1)
        }
        let entries = Array(found.prefix(limit))
        return AuditPage(entries: entries, next: found.count > limit ? entries.last?.id : nil)
    }
}
