import Domain
import Kith
import TestSupport
import Testing

@Suite("Tags counted in the roster")
struct TagCountTests {
    @Test("U23: the roster counts as SQL does, and knows who has a tag or one below it", arguments: TestEngine.allCases)
    func counts(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            try await stage.members(
                """
                memberId,tags
                m1,"shop,shop/shoes"
                m2,shop/shoes/running
                m3,"Shop/Bags,vip"
                m4,
                """
            )
            _ = try await stage.kith.tags.create(name: "unused", by: stage.caller)
            let plain = try await stage.kith.tags.all(by: stage.caller)
            #expect(plain.allSatisfy { $0.countWithin == nil })
            try await stage.withRosters {
                let counted = try await stage.kith.tags.all(by: stage.caller)
                #expect(counted.map(\.tag) == plain.map(\.tag) && counted.map(\.count) == plain.map(\.count))
                let within = counted.filter { $0.countWithin != nil }.map { "\($0.tag.name) \($0.countWithin ?? 0)" }
                #expect(within == ["shop 3", "shop/shoes 2"])
            }
        }
    }
}
