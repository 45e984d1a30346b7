package import Foundation
import Synchronization

extension Process {
    private static let starting = Mutex(())

    /// Starts one at a time: Foundation has crashed in copying its arguments while several were started at once.
    package func runAlone() throws {
        try Self.starting.withLock { _ in try run() }
    }
}
