import Dispatch
import Domain
import Roster

/// Puts contacts into columns on a thread of its own, while the next ones are read from their rows.
final class PartBuilding: @unchecked Sendable {
    // Sendable: `waiting` belongs to the one thread that adds, the builder to the queue, which does one thing at a time.
    private var waiting: [Contact] = []
    private var builder = PartBuilder()
    private let queue = DispatchQueue(label: "kith.roster.building")
    /// Reading must not run away from building: what was read waits in memory.
    private let slots = DispatchSemaphore(value: 4)

    private static let batch = 1_024

    func add(_ contact: Contact) {
        waiting.append(contact)
        if waiting.count >= Self.batch { send() }
    }

    private func send() {
        let contacts = waiting
        waiting = []
        waiting.reserveCapacity(Self.batch)
        slots.wait()
        queue.async { [self] in
            for contact in contacts { builder.add(contact) }
            slots.signal()
        }
    }

    /// The builder with all contacts. Nothing can be added any more.
    func finished() -> PartBuilder {
        send()
        // Waits for what was sent; nothing runs on the queue after it.
        queue.sync {}
        var finished = PartBuilder()
        swap(&finished, &builder)
        return finished
    }
}
