import Domain
import Foundation
import Synchronization
import Testing

@testable import Kith

@Suite("Work on a thread of its own")
struct OneAtATimeTests {
    private struct Busy: Error {}
    private struct Failed: Error {}

    private final class Gauge: Sendable {
        private let state = Mutex((now: 0, most: 0))

        var most: Int { state.withLock { $0.most } }

        func pass() {
            state.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
            state.withLock { $0.now -= 1 }
        }
    }

    @Test("pieces never run beside each other, and what they throw comes back")
    func serial() async throws {
        let thread = OneAtATime("test", mostWaiting: 100)
        let gauge = Gauge()
        try await withThrowingTaskGroup { group in
            for _ in 0..<50 { group.addTask { try await thread.run(orElse: Busy()) { gauge.pass() } } }
            try await group.waitForAll()
        }
        #expect(gauge.most == 1)
        await #expect(throws: Failed.self) { try await thread.run(orElse: Busy()) { throw Failed() } }
        #expect(try await thread.run(orElse: Busy()) { 7 } == 7)
    }

    @Test("what is too much is refused, and there is room again afterwards")
    func busy() async throws {
        let thread = OneAtATime("test", mostWaiting: 1)
        let (hasBegun, mayEnd) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let first = Task {
            try await thread.run(orElse: Busy()) {
                hasBegun.signal()
                mayEnd.wait()
            }
        }
        while hasBegun.wait(timeout: .now()) == .timedOut { await Task.yield() }
        await #expect(throws: Busy.self) { try await thread.run(orElse: Busy()) {} }
        mayEnd.signal()
        try await first.value
        try await thread.run(orElse: Busy()) {}
    }
}
