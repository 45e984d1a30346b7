import Domain
import TestSupport
import Testing

@testable import Kith

@Suite("K2: the size of a segment over time")
struct SegmentSizesTests {
    @Test("it is written at first sight and each hour", arguments: TestEngine.allCases)
    func hours(kind: TestEngine) async throws {
        try await Stage.with(kind) { stage in
            try await stage.create(["name": "Ada"])
            try await stage.watching { process in
                let segment = try await stage.segment("name contains a")
                try await process.look()
                func sizes() async throws -> [Int] {
                    try await stage.kith.segments.sizes(of: segment, by: stage.caller).map(\.contacts)
                }
                #expect(try await sizes() == [1])
                try await stage.create(["name": "Anna"])
                try await process.look()
                #expect(try await sizes() == [1])
                stage.clock.advance(3_600_000)
                try await process.look()
                #expect(try await sizes() == [1, 2])
                let points = try await stage.kith.segments.sizes(of: segment, by: stage.caller)
                #expect(points[1].at.milliseconds - points[0].at.milliseconds == 3_600_000)
                let last = try await stage.kith.segments.sizes(of: segment, from: points[1].at, by: stage.caller)
                #expect(last == [points[1]])
                let first = try await stage.kith.segments.sizes(of: segment, to: points[0].at, by: stage.caller)
                #expect(first == [points[0]])
            }
        }
    }

    @Test("of too many hours there is the last one of each day, of too many days there are the newest ones")
    func thinned() {
        let hours = (0..<2_000).map { hour in
            HourlyCount(at: Instant(milliseconds: Int64(hour) * 3_600_000), contacts: hour)
        }
        #expect(HourlyCount.thinned(Array(hours.prefix(1_000)), in: .utc).count == 1_000)
        let days = HourlyCount.thinned(hours, in: .utc)
        #expect(days.count == 84 && days.prefix(3).map(\.contacts) == [23, 47, 71] && days.last?.contacts == 1_999)
        #expect(HourlyCount.thinned(hours, in: .utc, most: 10).map(\.contacts).first == 1_799)
    }
}
