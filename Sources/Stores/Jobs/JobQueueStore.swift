package import Database
package import Domain

/// The jobs of all organizations that wait for a process to run them.
///
/// A process looks for work before it knows for whom; `JobStore` is what works within an organization.
package struct JobQueueStore {
    package struct Place: Hashable, Sendable {
        package let organization: OrganizationID
        package let job: JobID
        /// Which try this is, from 1.
        package let attempt: Int
    }

    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    /// Whether a job waits, or was left by a process that ended. Cheap, and locks nothing.
    package func hasWork(at now: Instant) throws -> Bool {
        try connection.first(
            "SELECT 1 FROM jobs WHERE finished_at IS NULL AND leased_until <= \(now.milliseconds) LIMIT 1"
        ) { _ in true } ?? false
    }

    /// Takes the job that has waited longest for a process, where there is one.
    package func lease(to holder: [UInt8], at now: Instant, until: Instant) throws -> Place? {
        let lock: SQL = connection.dialect == .postgres ? "FOR UPDATE SKIP LOCKED" : ""
        let found = try connection.first(
            """
            SELECT org_id, id FROM jobs WHERE finished_at IS NULL AND leased_until <= \(now.milliseconds)
            ORDER BY leased_until, id LIMIT 1 \(lock)
            """
        ) { (OrganizationID(rawValue: try $0.integer(0)), JobID(rawValue: try $0.integer(1))) }
        guard let (organization, job) = found else { return nil }
        let attempt = try connection.first(
            """
            UPDATE jobs SET state = \(Job.State.running.rawValue), lease_holder = \(holder),
                leased_until = \(until.milliseconds), started_at = coalesce(started_at, \(now.milliseconds)),
                attempts = attempts + 1
            WHERE org_id = \(organization.rawValue) AND id = \(job.rawValue) RETURNING attempts
            """
        ) { Int(try $0.integer(0)) }
        return attempt.map { Place(organization: organization, job: job, attempt: $0) }
    }
}
