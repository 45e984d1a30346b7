package import Domain
import Stores
import Synchronization

extension Kith {
    package var jobs: Jobs { Jobs(kith: self) }
}

/// A page of jobs, newest first.
package struct JobPage: Sendable {
    package let jobs: [Job]
    package let hasMore: Bool
}

/// Verbs about work in the background.
package struct Jobs: Sendable {
    package static let limits = 1...100
    /// Milliseconds for which a job that ended counts as current.
    package static let lately: Int64 = 600_000

    let kith: Kith

    /// Keeps a job for these contacts. The audit log says who started it, and for how many.
    func start(
        _ kind: Job.Kind,
        summary: JSON,
        parameters: JSON,
        contacts: [ContactID],
        by caller: Caller
    ) async throws -> Job {
        let job = try await kith.write { transaction in
            let job = Job(
                id: try transaction.nextID(),
                kind: kind,
                actor: caller.actor,
                summary: summary,
                parameters: parameters,
                total: contacts.count,
                createdAt: transaction.now
            )
            try JobStore(caller.organization, transaction.connection).insert(job, contacts: contacts)
            try transaction.audit(
                .startedBulkChange,
                of: "job:\(job.id)",
                ["kind": .string(kind.rawValue), "count": .integer(Int64(contacts.count)), "what": summary],
                by: caller
            )
            return job
        }
        kith.jobBell.ring()
        return job
    }

    package func find(_ id: JobID, by caller: Caller) async throws -> Job {
        try caller.require(.seeContacts)
        return try await kith.read { connection in
            guard let job = try JobStore(caller.organization, connection).find(id) else { throw JobError.unknown }
            return job
        }
    }

    /// Jobs of the organization, newest first.
    package func all(before id: JobID? = nil, limit: Int = 50, by caller: Caller) async throws -> JobPage {
        try caller.require(.seeContacts)
        return try await kith.read { connection in
            let jobs = try JobStore(caller.organization, connection).all(before: id, limit: limit + 1)
            return JobPage(jobs: Array(jobs.prefix(limit)), hasMore: jobs.count > limit)
        }
    }

    /// The jobs that wait or run, and those that ended within `lately`: the oldest first.
    package func current(by caller: Caller) async throws -> [Job] {
        try caller.require(.seeContacts)
        let since = kith.now() - Self.lately
        return try await kith.read { connection in
            let store = JobStore(caller.organization, connection)
            let ended = try store.all(limit: Self.limits.upperBound).filter { job in
                job.finishedAt.map { $0 > since } ?? false
            }
            return (try store.unfinished() + ended).sorted { $0.id < $1.id }
        }
    }

    /// Asks a job to end; it does so after its present batch. What was done until then stays.
    package func cancel(_ id: JobID, by caller: Caller) async throws -> Job {
        try caller.require(.seeContacts)
        let job = try await kith.write { transaction in
            let store = JobStore(caller.organization, transaction.connection)
            guard let job = try store.find(id) else { throw JobError.unknown }
            try caller.require(job.kind.permission)
            guard job.kind.canBeCancelled || job.state.isOver else { throw JobError.mustEnd }
            guard try store.requestCancel(id) else { throw JobError.isOver }
            try transaction.audit(.cancelledJob, of: "job:\(id)", by: caller)
            var cancelled = job
            cancelled.isCancelRequested = true
            return cancelled
        }
        kith.jobBell.ring()
        return job
    }
}

/// Wakes the runner of jobs when there is something new, so that it need not look all the time.
package final class JobBell: Sendable {
    private let waiting = Mutex<[CheckedContinuation<Void, Never>]>([])

    func ring() {
        for continuation in waiting.withLock({ waiting in
            defer { waiting = [] }
            return waiting
        }) {
            continuation.resume()
        }
    }

    /// Returns at the next ring, or at once where the task is cancelled.
    func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                waiting.withLock { $0.append(continuation) }
                if Task.isCancelled { ring() }
            }
        } onCancel: {
            ring()
        }
    }
}
