import Domain
import Roster

/// Watches the shared segments of all organizations whose rosters this process keeps.
///
/// Several processes may do so: each organization is watched by one of them, as long as that one lives.
package struct SegmentWatch: Sendable {
    /// How soon a new minute is seen, and a watch that another process has left.
    private static let interval: Duration = .seconds(1)

    private let kith: Kith
    private let holder: [UInt8]
    private let report: @Sendable (String) -> Void

    /// `report` is told of failures, in words without personal data.
    package init(kith: Kith, report: @escaping @Sendable (String) -> Void = { _ in }) {
        self.kith = kith
        self.report = report
        holder = kith.randomBytes(16)
    }

    /// Watches until the task is cancelled.
    package func run() async {
        let (bell, ring) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        kith.rosters.tell(ring)
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                while !Task.isCancelled {
                    ring.yield()
                    try? await Task.sleep(for: Self.interval)
                }
            }
            var watching = Watching()
            for await _ in bell {
                await look(&watching)
            }
            await release(watching.watchers)
            group.cancelAll()
        }
    }

    private struct Watching {
        var watchers: [OrganizationID: SegmentWatcher] = [:]
        /// When those that another process watches were asked for.
        var tries: [OrganizationID: ContinuousClock.Instant] = [:]
    }

    private func look(_ watching: inout Watching) async {
        let rosters = kith.rosters.current()
        // What no roster here knows any more, another process may watch.
        watching.watchers = watching.watchers.filter { rosters[$0.key] != nil }
        for (organization, roster) in rosters where !Task.isCancelled {
            var watcher =
                watching.watchers[organization]
                ?? SegmentWatcher(organization: organization, kith: kith, holder: holder)
            if !watcher.isWatching {
                // Not at each of the many changes that another process makes.
                if let last = watching.tries[organization], last + Self.interval / 2 > .now { continue }
                watching.tries[organization] = .now
            }
            do {
                try await watcher.look(at: roster.snapshot, roster.segments)
            } catch is CancellationError {
            } catch {
                report("segments could not be watched: \(type(of: error))")
            }
            watching.watchers[organization] = watcher
        }
    }

    private func release(_ watchers: [OrganizationID: SegmentWatcher]) async {
        // A task of its own, as a cancelled one can write nothing. Where it fails, the lease simply ends by itself.
        await Task {
            for var watcher in watchers.values {
                do { try await watcher.release() } catch {
                    report("a watch could not be given back: \(type(of: error))")
                }
            }
        }.value
    }
}
