import Database
import Domain
import TestSupport
import Testing

@testable import Kith

@Suite("What is done again and again")
struct PeriodicWorkTests {
    private static func all(_ kith: Kith) async throws {
        for work in PeriodicWork.all { try await work.perform(kith) }
    }

    private static func count(_ table: String, _ kith: Kith) async throws -> Int64? {
        try await kith.read { try $0.first(SQL(unsafe: "SELECT COUNT(*) FROM \(table)")) { try $0.integer(0) } }
    }

    @Test("sessions and links that ended are removed, in every organization", arguments: TestEngine.allCases)
    func ended(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            for key in ["demo", "other"] {
                let caller = try await fixture.organization(key)
                _ = try await fixture.manager("ada@example.com", role: "owner", by: caller)
                _ = try await fixture.kith.managers.invite(email: "ben@example.com", role: "basic", by: caller)
            }
            try await Self.all(fixture.kith)
            #expect(try await Self.count("sessions", fixture.kith) == 2)
            #expect(try await Self.count("one_time_links", fixture.kith) == 2)
            fixture.clock.advance(Managers.linkMilliseconds)
            try await Self.all(fixture.kith)
            #expect(try await Self.count("sessions", fixture.kith) == 2)
            #expect(try await Self.count("one_time_links", fixture.kith) == 0)
            fixture.clock.advance(Managers.sessionMilliseconds)
            try await Self.all(fixture.kith)
            #expect(try await Self.count("sessions", fixture.kith) == 0)
        }
    }

    @Test("two processes do it at once without harm", arguments: TestEngine.allCases)
    func twice(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            _ = try await fixture.manager("ada@example.com", role: "owner", by: caller)
            fixture.clock.advance(Managers.sessionMilliseconds)
            let another = fixture.another()
            async let first: Void = Self.all(fixture.kith)
            async let second: Void = Self.all(another)
            _ = try await (first, second)
            #expect(try await Self.count("sessions", fixture.kith) == 0)
            await another.close()
        }
    }

    @Test("what could not be written down is kept for the next time")
    func keptNotes() async throws {
        let notes = LateNotes()
        let refusal = LateNotes.Refusal(
            organization: OrganizationID(rawValue: 1),
            manager: ManagerID(rawValue: 1),
            address: "a",
            reason: "password",
            at: Fixture.start
        )
        for _ in 0..<LateNotes.mostRefusals + 5 { notes.note(refusal) }
        let taken = notes.take()
        #expect(taken.refusals.count == LateNotes.mostRefusals)
        #expect(notes.take().isEmpty)
        notes.giveBack(taken)
        #expect(notes.take().refusals.count == LateNotes.mostRefusals)
    }
}
