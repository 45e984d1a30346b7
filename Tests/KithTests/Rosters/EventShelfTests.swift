import Domain
import Stores
import TestSupport
import Testing

@testable import Kith

@Suite("Answers to conditions on events are kept")
struct EventShelfTests {
    @Test("events that are written later, merged and deleted count at once", arguments: TestEngine.allCases)
    func current(kind: TestEngine) async throws {
        try await Stage.with(kind) { stage in
            var contacts: [ContactID] = []
            for number in 0..<6 {
                contacts.append(try await stage.create(["name": .string("Ada \(number)")]).contact.id)
            }
            try await stage.withRosters {
                let shelf = try #require(stage.kith.rosters.events(of: stage.caller.organization))
                #expect(try await stage.ordered() == 0)
                for id in contacts.prefix(4) { try await stage.order(id) }
                #expect(try await stage.ordered() == 4)
                #expect(shelf.bytes == 4 * MemoryLayout<ContactID>.stride)
                for id in contacts.prefix(4) {
                    try await stage.order(id)
                    #expect(try await stage.ordered() == 4)
                }
                _ = try await stage.kith.contacts.merge([contacts[0]], into: contacts[5], by: stage.caller)
                #expect(try await stage.ordered() == 4)
                try await stage.kith.contacts.delete(contacts[1], by: stage.caller)
                #expect(try await stage.ordered() == 3)
                try await stage.edit(contacts[2], ["name": "Grace"])
                #expect(try await stage.ordered() == 3)
                #expect(try await stage.ordered("name = grace and ") == 1)
                shelf.removeAll()
                #expect(try await stage.ordered() == 3)
            }
        }
    }

    @Test("no more answers are kept than there are places")
    func places() async throws {
        try await Stage.with(.sqlite) { stage in
            let ada = try await stage.create(["name": "Ada"]).contact.id
            try await stage.order(ada)
            try await stage.withRosters {
                let shelf = try #require(stage.kith.rosters.events(of: stage.caller.organization))
                for least in 0..<100 {
                    let question = ContactQuestion(filter: "event(\"order\").sum(amount) >= \(-least)")
                    #expect(try await stage.kith.contacts.count(question, by: stage.caller) == 1)
                }
                #expect(shelf.bytes == 64 * MemoryLayout<ContactID>.stride)
            }
        }
    }
}

extension Stage {
    /// Writes an event as tracking does.
    fileprivate func order(_ contact: ContactID) async throws {
        try await kith.write { [caller] transaction in
            let event = TimelineEvent(
                id: try transaction.nextID(),
                contact: contact,
                kind: .tracked,
                name: "order",
                at: transaction.now,
                actor: .kith,
                data: ["amount": 7]
            )
            try EventStore(caller.organization, transaction.connection).append([event])
            transaction.note(Changed(contacts: [contact]), in: caller.organization)
        }
    }

    /// How many have ordered, from the roster and by SQL, which say the same.
    fileprivate func ordered(_ filter: String = "") async throws -> Int {
        let filter = filter + "event(\"order\") >= 1"
        let counted = try await kith.contacts.count(ContactQuestion(filter: filter), by: caller)
        let (_, rows) = try await counts(filter)
        #expect(counted == rows)
        return counted
    }
}
