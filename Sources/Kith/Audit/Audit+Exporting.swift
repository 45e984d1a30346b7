package import Domain

extension Audit {
    /// Says in the log that all entries which a filter lets through are about to leave as a file.
    package func noteExport(of filter: AuditFilter, by caller: Caller) async throws {
        try caller.require(.seeAuditLog)
        let zone = Zone.utc
        try await kith.write { transaction in
            let data: KeyValuePairs<String, JSON?> = [
                "actor": filter.actor.map { .string($0.description) },
                "action": filter.action.map { .string($0.rawValue) },
                "subject": filter.subject.map(JSON.string),
                "from": filter.from.map { .string(zone.text(of: $0)) },
                "to": filter.to.map { .string(zone.text(of: $0)) },
            ]
            try transaction.audit(.exportedAuditLog, data, by: caller)
        }
    }
}
