import Database
package import Kith
package import Logging
package import ServiceLifecycle
import UnixSignals

/// Runs services until SIGTERM or SIGINT: they stop in reverse order, and the database is closed last.
package struct ServeServices: Sendable {
    /// After so long, what still runs is cancelled.
    private static let patience: Duration = .seconds(20)

    private let kith: Kith
    private let rosterBytes: Int
    private let logger: Logger

    /// Rosters get so many bytes of memory in all.
    package init(kith: Kith, rosterBytes: Int, logger: Logger) {
        self.kith = kith
        self.rosterBytes = rosterBytes
        self.logger = logger
    }

    package func run(_ services: [any Service]) async throws {
        var configuration = ServiceGroupConfiguration(
            services: [
                KithService(kith: kith, logger: logger),
                PeriodicService(kith: kith, works: PeriodicWork.all, logger: logger),
                JobService(kith: kith, logger: logger),
                RosterService(kith: kith, bytes: rosterBytes, logger: logger),
                SegmentService(kith: kith, logger: logger),
            ] + services,
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger
        )
        configuration.maximumGracefulShutdownDuration = Self.patience
        try await ServiceGroup(configuration: configuration).run()
    }
}

/// Keeps Kith open while others need it, then gives back its node and closes the database.
private struct KithService: Service {
    let kith: Kith
    let logger: Logger

    func run() async throws {
        let finishing = Task { await finishChanges() }
        try? await gracefulShutdown()
        finishing.cancel()
        await finishing.value
        await kith.close()
        await kith.engine.close()
    }

    /// What a process began with the properties and died over.
    private func finishChanges() async {
        do {
            try await kith.properties.finishAll()
        } catch is CancellationError {
            // The next start finishes it.
        } catch {
            logger.error("changes of properties could not be finished", metadata: ["error": "\(error)"])
        }
    }
}

/// Runs jobs until it is asked to stop: the batch that is at work is finished, and the job waits for the next process.
private struct JobService: Service {
    let kith: Kith
    let logger: Logger

    func run() async throws {
        let runner = JobRunner(kith: kith) { [logger] problem in
            logger.error("a job failed", metadata: ["problem": "\(problem)"])
        }
        await cancelWhenGracefulShutdown { await runner.run() }
    }
}

/// Keeps the contacts of organizations in memory, so that questions about them are answered at once.
private struct RosterService: Service {
    let kith: Kith
    let bytes: Int
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await kith.rosters.run(bytes: bytes, report: tell)
        }
    }

    private func tell(_ news: RosterNews) {
        switch news {
        case .failed(let problem):
            logger.error("a roster failed", metadata: ["problem": "\(problem)"])
        case .ready(let ready):
            logger.info(
                "a roster is ready",
                metadata: [
                    "organization": "\(ready.organization)",
                    "contacts": "\(ready.contacts)",
                    "milliseconds": "\(Int(ready.duration / .milliseconds(1)))",
                    "from": ready.isFromFile ? "file" : "rows",
                ]
            )
        }
    }
}

/// Writes down who enters and leaves the segments of organizations whose contacts are kept in memory.
private struct SegmentService: Service {
    let kith: Kith
    let logger: Logger

    func run() async throws {
        let watch = SegmentWatch(kith: kith) { [logger] problem in
            logger.error("segments are not watched", metadata: ["problem": "\(problem)"])
        }
        await cancelWhenGracefulShutdown { await watch.run() }
    }
}
