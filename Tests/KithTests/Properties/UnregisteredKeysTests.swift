import Domain
import Kith
import Stores
import TestSupport
import Testing

@Suite("Keys that come from outside and are no property")
struct UnregisteredKeysTests {
    private static func collect(
        _ fixture: Fixture,
        _ values: [String: JSON],
        by caller: Caller
    ) async throws -> Catalogue {
        try await fixture.kith.write { transaction in
            try fixture.kith.properties.collect(values, of: caller.organization, in: transaction)
        }
    }

    @Test("§2: they become properties with a type from the first value", arguments: TestEngine.allCases)
    func automatic(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let stranger = try await fixture.organization("other")
            let catalogue = try await Self.collect(
                fixture,
                [
                    "profile.plan": .string("pro"), "ltv": .integer(5), "isNew": .boolean(true),
                    "born": .string("2001-02-03"), "renewsAt": .string("2026-11-21T09:30:00Z"),
                    "colors": .array([.string("red")]), "scores": .array([.number(1.5)]),
                    // No values, no possible keys, and keys that are there.
                    "nothing": .null, "empty": .string(" "), "none": .array([]), "deep": .object([]),
                    "not a key": .string("x"), "createdAt": .string("x"), "email": .string("x"),
                ],
                by: caller
            )
            let made = catalogue.shownProperties.dropFirst(Property.defaults.count).map { "\($0.key): \($0.type)" }
            #expect(
                made == [
                    "born: date", "colors: list", "isNew: boolean", "ltv: number", "plan: text", "renewsAt: datetime",
                    "scores: listOfNumber",
                ]
            )
            #expect(try await fixture.kith.properties.all(by: caller).count == Property.defaults.count + 7)
            #expect(try await fixture.kith.properties.unregisteredKeys(by: caller).isEmpty)
            #expect(try await fixture.kith.properties.all(by: stranger).count == Property.defaults.count)
            // The first value says the type; later ones change nothing.
            let again = try await Self.collect(fixture, ["plan": .integer(5)], by: caller)
            #expect(again.properties["plan"]?.type == .text)
        }
    }

    @Test("§2: with 500 properties, the rest are listed as seen", arguments: TestEngine.allCases)
    func most(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let values = (0..<600).map { ("k\(1_000 + $0)", JSON.integer(Int64($0))) }
            let catalogue = try await Self.collect(fixture, Dictionary(uniqueKeysWithValues: values), by: caller)
            #expect(catalogue.properties.count == Property.limit)
            #expect(
                try await fixture.kith.properties.unregisteredKeys(by: caller).count
                    == 600 + Property.defaults.count - Property.limit
            )
        }
    }

    @Test(
        "§2: where collecting is off they are listed as seen, without anybody's value",
        arguments: TestEngine.allCases
    )
    func listed(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let stranger = try await fixture.organization("other")
            let properties = fixture.kith.properties
            #expect(try await properties.collectsUnknownKeys(by: caller))
            try await properties.setCollectsUnknownKeys(false, by: caller)
            let collects = [
                try await properties.collectsUnknownKeys(by: caller),
                try await properties.collectsUnknownKeys(by: stranger),
            ]
            #expect(collects == [false, true])
            for value in ["Secret 42, Ünal", "x"] {
                _ = try await Self.collect(fixture, ["note": .string(value), "ltv": .integer(77)], by: caller)
            }
            let keys = try await properties.unregisteredKeys(by: caller)
            #expect(keys.map(\.key).sorted() == ["ltv", "note"])
            let note = try #require(keys.first { $0.key == "note" })
            #expect(note.type == .text && note.shape == "a" && note.count == 2 && note.lastSeenAt > note.firstSeenAt)
            #expect(keys.first { $0.key == "ltv" }?.shape == "99")
            #expect(try await properties.all(by: caller).count == Property.defaults.count)
            #expect(try await properties.unregisteredKeys(by: stranger).isEmpty)

            let registered = try await properties.register("profile.ltv", name: "Value", by: caller)
            #expect(registered.type == .number && registered.name == "Value")
            try await properties.ignore("note", by: caller)
            #expect(try await properties.unregisteredKeys(by: caller).isEmpty)
            for key in ["ltv", "note"] {
                await #expect(throws: PropertyError.notSeen(key)) { try await properties.ignore(key, by: caller) }
                await #expect(throws: PropertyError.notSeen(key)) { _ = try await properties.register(key, by: caller) }
            }
            // One that is defined by hand is no longer on the list.
            _ = try await Self.collect(fixture, ["note": .string("x")], by: caller)
            _ = try await properties.define(.init(key: "note", name: "Note", type: .text), by: caller)
            #expect(try await properties.unregisteredKeys(by: caller).isEmpty)
        }
    }

    @Test("§2: the list has at most 1,000 keys", arguments: TestEngine.allCases)
    func limit(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            try await fixture.kith.properties.setCollectsUnknownKeys(false, by: caller)
            let values = (0..<1_001).map { ("k\($0)", JSON.integer(Int64($0))) }
            _ = try await Self.collect(fixture, Dictionary(uniqueKeysWithValues: values), by: caller)
            #expect(try await fixture.kith.properties.unregisteredKeys(by: caller).count == UnregisteredKey.limit)
            _ = try await Self.collect(fixture, ["k0": .integer(1), "more": .integer(1)], by: caller)
            let keys = try await fixture.kith.properties.unregisteredKeys(by: caller)
            #expect(keys.count == UnregisteredKey.limit && keys[0].key == "k0" && keys[0].count == 2)
        }
    }
}
