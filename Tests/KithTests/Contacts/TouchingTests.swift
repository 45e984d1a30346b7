import Domain
import Kith
import TestSupport
import Testing

@Suite struct TouchingTests {
    @Test("C4: being there is kept with the contact, and is found by filters", arguments: TestEngine.allCases)
    func kept(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let ann = try await stage.create(["name": "Ann"]).contact
            let now = stage.kith.now()
            let facts: [BuiltInKey: Value] = [.webBrowserName: .text("Firefox"), .country: .text("KR")]
            let contacts = stage.kith.contacts
            let touched = try await contacts.touch(ann.id, Touch(.web, at: now, facts: facts), by: stage.caller).contact
            #expect(try await stage.contact(ann.id) == touched)
            #expect(touched[.webBrowserName] == .text("Firefox") && touched[.webSessionsCount] == .number(1))
            let filter =
                "sessionsCount = 1 and web.browserName = firefox and country = KR and lastSeenAt within last 1h"
            let question = ContactQuestion(filter: filter)
            #expect(try await contacts.count(question, by: stage.caller) == 1)
            // The timeline tells of what is done with a contact, not of each of its visits.
            #expect(try await stage.events(of: ann.id).map(\.kind) == [.created])
        }
    }

    @Test("C4: a time to come counts as now, and the same sign again changes nothing", arguments: TestEngine.allCases)
    func future(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let ann = try await stage.create(["name": "Ann"]).contact
            let now = stage.kith.now()
            let contacts = stage.kith.contacts
            let ahead = try await contacts.touch(ann.id, Touch(.web, at: now + 86_400_000), by: stage.caller).contact
            guard case .datetime(let seen)? = ahead[.lastSeenAt] else {
                Issue.record("nobody was seen")
                return
            }
            #expect(seen > now && seen < now + 1_000)
            let before = try await stage.dump()
            let same = try await contacts.touch(ann.id, Touch(.web, at: seen), by: stage.caller).contact
            #expect(same == ahead)
            #expect(try await stage.dump() == before)
        }
    }

    @Test(
        "C4: another organization's contact is not there, and it takes the right to edit",
        arguments: TestEngine.allCases
    )
    func rights(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let ann = try await stage.create(["name": "Ann"]).contact
            let other = try await Stage.organization("other", in: stage.kith)
            let reader = try await stage.key([.readContacts])
            let touch = Touch(.web, at: stage.kith.now())
            await #expect(throws: ContactError.unknown) {
                try await stage.kith.contacts.touch(ann.id, touch, by: other)
            }
            await #expect(throws: PermissionError.missing(.editContacts)) {
                try await stage.kith.contacts.touch(ann.id, touch, by: reader)
            }
            #expect(try await stage.contact(ann.id) == ann)
        }
    }
}
