import Database
import Domain
import Stores

/// Runs jobs, one at a time, for all organizations. Several processes may do so: each job is leased to one of them.
///
/// A batch and how far the job is are one transaction, so that nothing is done twice, whatever ends the process.
package struct JobRunner: Sendable {
    /// How soon a job that another process has started, or left, is seen.
    private static let interval: Duration = .seconds(1)
    /// A process that is silent for so long has lost its job to others.
    static let leaseMilliseconds: Int64 = 60_000
    static let mostAttempts = 5

    private let kith: Kith
    private let holder: [UInt8]
    private let report: @Sendable (String) -> Void

    /// `report` is told of failures, in words without personal data.
    package init(kith: Kith, report: @escaping @Sendable (String) -> Void = { _ in }) {
        self.kith = kith
        self.report = report
        holder = kith.randomBytes(16)
    }

    /// Runs jobs as they come, until the task is cancelled.
    package func run() async {
        while !Task.isCancelled {
            do {
                while try await runOne() {}
                try await waitForWork()
            } catch is CancellationError {
                return
            } catch {
                report("looking for jobs failed: \(error)")
                try? await Task.sleep(for: Self.interval)
            }
        }
    }

    /// Runs the job that waits longest, to its end. False where none waits.
    @discardableResult
    package func runOne() async throws -> Bool {
        let now = kith.now()
        guard try await kith.read({ try JobQueueStore($0).hasWork(at: now) }) else { return false }
        let place = try await kith.write { [holder] transaction in
            let until = transaction.now + Self.leaseMilliseconds
            return try JobQueueStore(transaction.connection).lease(to: holder, at: transaction.now, until: until)
        }
        guard let place else { return false }
        do {
            try await run(place)
        } catch is CancellationError {
            // A task of its own, as a cancelled one can write nothing. Where it fails, the lease simply ends by itself.
            await Task { try? await giveBack(place, for: 0) }.value
            throw CancellationError()
        } catch is LostLease {
            return true
        } catch {
            try await fail(place, error)
        }
        return true
    }

    private func waitForWork() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await Task.sleep(for: Self.interval) }
            group.addTask { [kith] in await kith.jobBell.wait() }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    private func run(_ place: JobQueueStore.Place) async throws {
        while true {
            try Task.checkCancellation()
            let isOver = try await kith.write { [kith, holder] transaction in
                let store = JobStore(place.organization, transaction.connection)
                guard var job = try store.find(place.job), !job.state.isOver else { throw LostLease() }
                let batch =
                    job.isCancelRequested
                    ? [] : try store.contacts(of: job.id, from: job.progress.done, limit: JobWork.batchSize)
                if batch.isEmpty {
                    job.state = job.isCancelRequested && job.progress.done < job.total ? .cancelled : .done
                    try store.finish(job, heldBy: holder, at: transaction.now)
                    return true
                }
                try JobWork(job: job, organization: place.organization, kith: kith)
                    .run(batch, &job.progress, in: transaction)
                let until = transaction.now + Self.leaseMilliseconds
                guard try store.advance(job, heldBy: holder, until: until) else { throw LostLease() }
                return false
            }
            if isOver { return }
        }
    }

    private func giveBack(_ place: JobQueueStore.Place, for milliseconds: Int64) async throws {
        try await kith.write { [holder] transaction in
            let store = JobStore(place.organization, transaction.connection)
            guard let job = try store.find(place.job) else { return }
            try store.giveBack(job, heldBy: holder, until: transaction.now + milliseconds)
        }
    }

    /// Lets a job be tried again a little later, or ends it where that was tried often enough.
    private func fail(_ place: JobQueueStore.Place, _ error: any Error) async throws {
        let isHopeless = !(error is DatabaseError) || place.attempt >= Self.mostAttempts
        report("job \(place.job) failed at try \(place.attempt): \(type(of: error))")
        guard isHopeless else {
            return try await giveBack(place, for: Int64(place.attempt) * 5_000)
        }
        try await kith.write { [holder] transaction in
            let store = JobStore(place.organization, transaction.connection)
            guard var job = try store.find(place.job) else { return }
            job.state = .failed
            job.problem = Phrase(of: error)
            try store.finish(job, heldBy: holder, at: transaction.now)
        }
    }

    /// Another process has the job now, and what this one did of its batch was rolled back.
    private struct LostLease: Error {}
}
