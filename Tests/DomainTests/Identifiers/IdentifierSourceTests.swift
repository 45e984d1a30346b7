import Domain
import Testing

@Suite("A source of ids")
struct IdentifierSourceTests {
    private static let start = Instant(milliseconds: 1_795_262_260_000)

    @Test("ids rise strictly and stay in 63 bits, whatever the clock does", arguments: 1...20)
    func ordered(seed: UInt64) throws {
        var random = SplitMix(state: seed)
        var source = IdentifierSource(node: Int.random(in: IdentifierSource.nodes, using: &random))
        var now = Self.start
        var last: Int64 = -1
        for _ in 0..<20_000 {
            switch Int.random(in: 0..<100, using: &random) {
            case 0: now = now - Int64.random(in: 1...50, using: &random)
            case 1..<10: now = now + Int64.random(in: 1...50, using: &random)
            default: break
            }
            switch source.next(at: now) {
            case .made(let id):
                #expect(id > last)
                last = id
            case .waitUntil(let moment):
                #expect(moment > now)
                now = moment
            case .outOfRange:
                Issue.record("the clock was in range (seed \(seed))")
            }
        }
    }

    @Test("a millisecond gives 4,096 ids, then says to wait for the next one")
    func full() {
        var source = IdentifierSource(node: 3)
        let ids = (0..<4_096).map { _ in source.next(at: Self.start) }
        #expect(Set(ids.map(String.init(describing:))).count == 4_096)
        #expect(source.next(at: Self.start) == .waitUntil(Self.start + 1))
        guard case .made = source.next(at: Self.start + 1) else {
            Issue.record("the next millisecond has new ids")
            return
        }
    }

    @Test("a clock that went back waits until it has caught up")
    func backwards() {
        var source = IdentifierSource(node: 0)
        _ = source.next(at: Self.start)
        #expect(source.next(at: Self.start - 500) == .waitUntil(Self.start))
    }

    @Test("a later holder of a node makes nothing at or before the earlier one's last moment")
    func takenOver() {
        var source = IdentifierSource(node: 9, after: Self.start)
        #expect(source.next(at: Self.start - 1) == .waitUntil(Self.start))
        #expect(source.next(at: Self.start) == .waitUntil(Self.start + 1))
    }

    @Test("two nodes never make the same id")
    func distinct() {
        var sources = [IdentifierSource(node: 0), IdentifierSource(node: 1), IdentifierSource(node: 1_023)]
        var seen: Set<Int64> = []
        for step in 0..<300 {
            for index in sources.indices {
                guard case .made(let id) = sources[index].next(at: Self.start + Int64(step / 100)) else { continue }
                #expect(seen.insert(id).inserted)
            }
        }
        #expect(seen.count == 900)
    }

    @Test("a clock before 2020 or after 2089 makes no ids", arguments: [0, 1_577_836_799_999, 4_000_000_000_000])
    func outOfRange(milliseconds: Int64) {
        var source = IdentifierSource(node: 0)
        #expect(source.next(at: Instant(milliseconds: milliseconds)) == .outOfRange)
    }
}

/// A small generator that gives the same numbers for the same seed.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
