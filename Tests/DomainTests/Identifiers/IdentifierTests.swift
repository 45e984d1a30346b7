import Domain
import Testing

@Suite("Identifiers")
struct IdentifierTests {
    @Test(
        "an id is written in 13 characters and read back in either case",
        arguments: [
            (Int64(0), "0000000000000"), (1, "0000000000001"), (31, "000000000000Z"), (201, "0000000000069"),
            (.max, "7ZZZZZZZZZZZZ"),
        ]
    )
    func isWritten(value: Int64, text: String) {
        let id = ContactID(rawValue: value)
        #expect(id.description == text)
        #expect(ContactID(id.description) == id)
        #expect(ContactID(id.description.lowercased()) == id)
    }

    @Test(
        "what is not an id is refused",
        arguments: [
            "", "1", "00000000000001", "000000000000I", "000000000000L", "000000000000O", "000000000000U",
            "000000000000-",
            "8000000000000", "ZZZZZZZZZZZZZ", "ß00000000000", "ſ00000000000", "000000000000 ", "００００",
        ]
    )
    func isRefused(text: String) {
        #expect(ContactID(text) == nil)
    }

    @Test("ids sort as they print")
    func sorts() {
        var random: UInt64 = 1
        var ids: [ContactID] = []
        for _ in 0..<200 {
            random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            ids.append(ContactID(rawValue: Int64(random >> 1)))
        }
        #expect(ids.sorted().map(\.description) == ids.map(\.description).sorted())
    }

    @Test(
        "an actor is stored and read back",
        arguments: [
            Actor.manager(ManagerID(rawValue: 5)), .key(KeyID(rawValue: 6)), .console, .kith,
        ]
    )
    func storesActors(actor: Actor) {
        #expect(Actor(actor.description) == actor)
    }

    @Test("what is not an actor is refused", arguments: ["", "manager", "manager:", "manager:x", "console:1", "robot"])
    func refusesActors(text: String) {
        #expect(Actor(text) == nil)
    }
}
