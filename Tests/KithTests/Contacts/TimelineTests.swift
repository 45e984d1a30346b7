import Domain
import Kith
import TestSupport
import Testing

@Suite struct TimelineTests {
    @Test(
        "U8 U25: all that is done with a contact is on its timeline, newest first, and no entry ever changes",
        arguments: TestEngine.allCases
    )
    func everything(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let ann = try await stage.create(["name": "Ann", "email": "ann@example.com"]).contact.id
            let key = try await stage.key([.all])
            let ben = try await stage.create(["name": "Ben"]).contact.id
            var known: [TimelineEvent] = []
            let steps: [(TimelineEvent.Kind, () async throws -> Void)] = [
                (.changed, { try await stage.edit(ann, ["title": "CEO"], by: key) }),
                (.changed, { try await stage.edit(ann, adding: ["vip"]) }),
                (.changed, { try await stage.edit(ann, flags: [.blocked: true]) }),
                (.imported, { try await stage.leads("email,company\nann@example.com,Acme\n") }),
                (.merged, { _ = try await stage.kith.contacts.merge([ben], into: ann, by: stage.caller) }),
                (
                    .changed,
                    {
                        let input = ContactInput(profile: ["email": "ann@example.com"])
                        _ = try await stage.kith.contacts.putMember(MemberID("m-1"), input, by: key)
                    }
                ),
            ]
            for (kind, step) in steps {
                try await step()
                let page = try await stage.kith.contacts.timeline(of: ann, by: stage.caller)
                #expect(page.events.first?.kind == kind)
                #expect(page.events.map(\.at) == page.events.map(\.at).sorted(by: >))
                // What was there is there as it was.
                for entry in known { #expect(page.events.contains(entry)) }
                known = page.events
            }
            #expect(known.filter { $0.actor == key.actor }.count == 2)
            #expect(known.contains { $0.data["import"] != nil && $0.data["file"] == "contacts.csv" })
        }
    }
}
