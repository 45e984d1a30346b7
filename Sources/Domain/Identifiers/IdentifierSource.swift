/// Makes ids that are ordered by time and never repeat: 41 bits of milliseconds, 10 bits of node, 12 bits of counter.
///
/// It knows no clock: the moment is given, and where an id cannot be made yet it says until when to wait.
/// Two sources never make the same id while they have different nodes, or where the later one begins after the other's
/// `lastMillisecond`.
package struct IdentifierSource: Sendable {
    /// 2020-01-01T00:00:00Z. 41 bits from here last until 2089.
    package static let epoch = Instant(milliseconds: 1_577_836_800_000)
    package static let nodes: Range<Int> = 0..<1_024
    package static let idsPerMillisecond = 4_096

    package enum Answer: Equatable, Sendable {
        case made(Int64)
        /// The clock went back, or this millisecond is used up: ask again at or after this moment.
        case waitUntil(Instant)
        /// The moment lies before 2020 or after 2089, so the clock of the machine is wrong.
        case outOfRange
    }

    package let node: Int
    /// The latest millisecond that an id was made in, or that another source used this node in.
    package private(set) var lastMillisecond: Instant
    private var used = Self.idsPerMillisecond

    /// Makes a source whose ids all lie after the given moment. The node is taken modulo 1024.
    package init(node: Int, after last: Instant = epoch - 1) {
        self.node = node & 1_023
        lastMillisecond = last
    }

    package mutating func next(at now: Instant) -> Answer {
        let elapsed = now.milliseconds - Self.epoch.milliseconds
        guard (0..<(1 << 41)).contains(elapsed) else { return .outOfRange }
        guard now >= lastMillisecond else { return .waitUntil(lastMillisecond) }
        if now > lastMillisecond {
            lastMillisecond = now
            used = 0
        }
        guard used < Self.idsPerMillisecond else { return .waitUntil(lastMillisecond + 1) }
        let id = elapsed << 22 | Int64(node) << 12 | Int64(used)
        used += 1
        return .made(id)
    }
}
