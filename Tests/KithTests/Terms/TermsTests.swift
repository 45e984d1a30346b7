import Database
import Domain
import Kith
import Stores
import TestSupport
import Testing

@Suite("C6: pasted terms that are kept")
struct TermsTests {
    private static let question: TermQuestion = {
        guard let terms = try? PastedTerms(["ada@example.com", "two words, and “more”\n"]) else {
            preconditionFailure()
        }
        return TermQuestion(terms, key: "email", match: .contained)
    }()

    @Test("they are found again as they were, by their own manager alone", arguments: TestEngine.allCases)
    func found(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let console = try await fixture.organization()
            let ada = try await fixture.manager("ada@example.com", role: "basic", by: console)
            let ben = try await fixture.manager("ben@example.com", role: "owner", by: console)
            let there = try await fixture.organization("other")
            let eve = try await fixture.manager("ada@example.com", role: "owner", by: there)
            let terms = fixture.kith.terms
            let id = try await terms.keep(Self.question, isPhrase: false, by: ada)
            let kept = try await terms.find(id, by: ada)
            #expect(kept.question == Self.question && !kept.isPhrase)
            for other in [ben, eve, console] {
                await #expect(throws: TermsError.gone) { _ = try await terms.find(id, by: other) }
            }
        }
    }

    @Test("they go after 7 days, and the oldest of too many at once", arguments: TestEngine.allCases)
    func swept(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let console = try await fixture.organization()
            let ada = try await fixture.manager("ada@example.com", role: "basic", by: console)
            let ben = try await fixture.manager("ben@example.com", role: "basic", by: console)
            let terms = fixture.kith.terms
            func count() async throws -> Int64? {
                try await fixture.kith.read { connection in
                    try connection.first("SELECT COUNT(*) FROM pasted_terms") { try $0.integer(0) }
                }
            }
            let mine = try await terms.keep(Self.question, isPhrase: false, by: ben)
            var ids: [TermsID] = []
            for _ in 0...KeptTerms.most { ids.append(try await terms.keep(Self.question, isPhrase: true, by: ada)) }
            #expect(try await count() == Int64(KeptTerms.most + 1))
            await #expect(throws: TermsError.gone) { _ = try await terms.find(ids[0], by: ada) }
            _ = try await terms.find(ids[1], by: ada)
            _ = try await terms.find(mine, by: ben)
            fixture.clock.advance(KeptTerms.keptMilliseconds + 10_000)
            await #expect(throws: TermsError.gone) { _ = try await terms.find(mine, by: ben) }
            for work in PeriodicWork.all { try await work.perform(fixture.kith) }
            #expect(try await count() == 0)
        }
    }

    @Test("a key in which no terms are looked for is refused at once")
    func refused() async throws {
        try await Fixture.with(.sqlite) { fixture in
            let console = try await fixture.organization()
            let ada = try await fixture.manager("ada@example.com", role: "basic", by: console)
            for key in ["tags", "emial"] {
                var question = Self.question
                question.key = key
                await #expect(throws: TermsError.self) {
                    _ = try await fixture.kith.terms.keep(question, isPhrase: false, by: ada)
                }
            }
        }
    }
}
