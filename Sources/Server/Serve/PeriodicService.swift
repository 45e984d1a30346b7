import Kith
import Logging
import ServiceLifecycle

/// Does the periodic work while Kith is served, each piece at its own pace.
///
/// What fails is tried again the next time. The log has its name and the error's type: an error's words may hold values.
struct PeriodicService: Service {
    let kith: Kith
    let works: [PeriodicWork]
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                for work in works {
                    group.addTask { await again(work) }
                }
            }
        }
    }

    private func again(_ work: PeriodicWork) async {
        while !Task.isCancelled {
            do {
                try await work.perform(kith)
            } catch  where !Task.isCancelled {
                logger.warning(
                    "periodic work failed",
                    metadata: ["work": "\(work.name)", "error": "\(String(reflecting: type(of: error)))"]
                )
            } catch {}
            try? await Task.sleep(for: work.interval)
        }
    }
}
