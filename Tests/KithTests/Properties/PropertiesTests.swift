import Database
import Domain
import Foundation
import Kith
import Stores
import TestSupport
import Testing

@Suite("Properties")
struct PropertiesTests {
    @Test(
        "U7 U19: a property is defined with key, type, options and default, and is last",
        arguments: TestEngine.allCases
    )
    func defining(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let properties = fixture.kith.properties
            let definition = PropertyDefinition(
                key: "profile.plan",
                name: " Plan ",
                type: .select,
                options: ["free", "pro"],
                defaultValue: .string("FREE")
            )
            let made = try await properties.define(definition, by: caller)
            #expect(made.key == "plan" && made.name == "Plan" && made.defaultValue == .text("free"))
            #expect(try await properties.all(by: caller).last == made)
            #expect(try await properties.find("plan", by: caller) == made)
            #expect(try await fixture.audit(caller) == [.definedProperty])
            // A default value is shown, and never counts as a value.
            try await fixture.person("Ada", by: caller)
            try await fixture.person("Grace", ["plan": .text("pro")], by: caller)
            #expect(try await fixture.count("plan = free", by: caller) == 0)
            #expect(try await fixture.count("plan = pro", by: caller) == 1)
        }
    }

    @Test("U7 U19: a definition that cannot be is refused with what is allowed", arguments: TestEngine.allCases)
    func refusals(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let properties = fixture.kith.properties
            _ = try await properties.define(.init(key: "caf\u{E9}", name: "Café", type: .text), by: caller)
            _ = try await properties.define(.init(key: "old", name: "Old", type: .text), by: caller)
            _ = try await properties.archive("old", by: caller)
            let many = (0...500).map { "option \($0)" }
            let wrong: [(PropertyDefinition, PropertyError)] = [
                (.init(key: "1st", name: "First", type: .text), .badKey("1st")),
                (.init(key: "a b", name: "A", type: .text), .badKey("a b")),
                (
                    .init(key: String(repeating: "x", count: 65), name: "A", type: .text),
                    .badKey(String(repeating: "x", count: 65))
                ),
                (.init(key: "createdAt", name: "Made", type: .text), .builtInKey("createdAt")),
                (.init(key: "profile.createdAt", name: "Made", type: .text), .builtInKey("createdAt")),
                // The same letter in another spelling.
                (.init(key: "cafe\u{301}", name: "Café", type: .text), .keyTaken("caf\u{E9}", isArchived: false)),
                (.init(key: "old", name: "Old", type: .text), .keyTaken("old", isArchived: true)),
                (.init(key: "email", name: "E-mail", type: .text), .keyTaken("email", isArchived: false)),
                (.init(key: "a", name: "\n", type: .text), .badName),
                (.init(key: "a", name: "A", type: .select), .badOptions),
                (.init(key: "a", name: "A", type: .select, options: ["x", "X"]), .badOptions),
                (.init(key: "a", name: "A", type: .select, options: ["x", " "]), .badOptions),
                (.init(key: "a", name: "A", type: .select, options: many), .badOptions),
                (.init(key: "a", name: "A", type: .text, options: ["x"]), .optionsWithoutSelect),
            ]
            for (definition, error) in wrong {
                await #expect(throws: error) { _ = try await properties.define(definition, by: caller) }
            }
            for (type, value) in [
                (PropertyType.number, JSON.string("x")), (.select, .string("z")), (.date, .integer(5)),
            ] {
                let options = type == .select ? ["x"] : []
                let definition = PropertyDefinition(
                    key: "a",
                    name: "A",
                    type: type,
                    options: options,
                    defaultValue: value
                )
                await #expect(throws: PropertyError.self, "\(type)") {
                    _ = try await properties.define(definition, by: caller)
                }
            }
            #expect(try await properties.all(by: caller).count == Property.defaults.count + 2)
        }
    }

    @Test(
        "U19: an organization has up to 500 properties, also when several are defined at once",
        arguments: TestEngine.allCases
    )
    func limit(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            try await fixture.kith.write { transaction in
                let count = Property.limit - Property.defaults.count - 1
                let more = (0..<count).map { Property(key: "p\($0)", name: "P", type: .text, position: 100 + $0) }
                try PropertyStore(caller.organization, transaction.connection).insert(more)
                transaction.note(Changed(catalogue: true), in: caller.organization)
            }
            let races = LostRaces(on: fixture.kith.engine)
            let kith = fixture.another(through: races)
            // A write beforehand, so that the lease for ids is taken.
            _ = try await kith.tags.create(name: "t", by: caller)
            let (ends, end) = AsyncStream<Bool>.makeStream()
            // Both begin while somebody else has the organization locked, and go on at once.
            try await fixture.kith.write { transaction in
                try OrganizationStore(transaction.connection).lock(caller.organization)
                for key in ["one", "two"] {
                    Task.detached {
                        let definition = PropertyDefinition(key: key, name: key, type: .text)
                        end.yield((try? await kith.properties.define(definition, by: caller)) != nil)
                    }
                }
                try Self.waitForTwo(transaction.connection)
            }
            let outcomes = await ends.prefix(2).reduce(into: []) { $0.append($1) }
            await kith.close()
            #expect(outcomes.count { $0 } == 1)
            // The second one waits for the first, and does not find out at its end that it was for nothing.
            #expect(races.count == 0)
            await #expect(throws: PropertyError.tooMany) {
                _ = try await fixture.kith.properties.define(.init(key: "x", name: "X", type: .text), by: caller)
            }
        }
    }

    /// Waits until two transactions stand at the lock of the organization. On SQLite a second writer does not begin.
    private static func waitForTwo(_ connection: any Connection) throws {
        guard connection.dialect == .postgres else { return }
        for _ in 0..<1_000 {
            let waiting = try connection.first(
                "SELECT count(*) FROM pg_locks WHERE locktype = 'tuple' AND relation = 'change_counters'::regclass"
            ) { try $0.integer(0) }
            if waiting == 2 { return }
            Thread.sleep(forTimeInterval: 0.01)
        }
        Issue.record("nobody waits for the organization")
    }

    @Test(
        "C9: the order is a list of keys, at once for everybody; those not named follow",
        arguments: TestEngine.allCases
    )
    func ordering(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let stranger = try await fixture.organization("other")
            let properties = fixture.kith.properties
            _ = try await properties.define(.init(key: "plan", name: "Plan", type: .text), by: caller)
            let before = try await properties.all(by: caller).map(\.key)
            // Keeps what the organization has defined in memory, as any reading does.
            let search = { try await fixture.kith.contacts.search(ContactQuestion(), by: caller).catalogue }
            #expect(try await search().shownProperties.map(\.key) == before)
            let ordered = try await properties.order(["plan", "profile.email"], by: caller).map(\.key)
            #expect(ordered == ["plan", "email"] + before.filter { $0 != "plan" && $0 != "email" })
            let catalogue = try await fixture.kith.read { try Catalogue(of: caller.organization, $0) }
            #expect(catalogue.shownProperties.map(\.key) == ordered)
            #expect(try await search().shownProperties.map(\.key) == ordered)
            // And so another time: places are whole numbers from 0 again.
            #expect(try await properties.order(before, by: caller).map(\.position) == Array(before.indices))
            await #expect(throws: PropertyError.unknown("gone")) {
                _ = try await properties.order(["gone"], by: caller)
            }
            await #expect(throws: PropertyError.keysTwice("profile.plan")) {
                _ = try await properties.order(["plan", "profile.plan"], by: caller)
            }
            #expect(try await properties.all(by: stranger).map(\.key) == Property.defaults.map(\.key))
        }
    }

    @Test("C11: hidden separately in Contacts and in the Inbox, and still collected", arguments: TestEngine.allCases)
    func hiding(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let properties = fixture.kith.properties
            let hidden = try await properties.edit("company", .init(isHiddenInContacts: true), by: caller)
            #expect(hidden.isHiddenInContacts && !hidden.isHiddenInInbox)
            let other = try await properties.edit("company", .init(isHiddenInInbox: true), by: caller)
            #expect(other.isHiddenInContacts && other.isHiddenInInbox)
            let ada = ContactInput(profile: ["name": "Ada", "company": "Acme"])
            _ = try await fixture.kith.contacts.putMember(MemberID("m1"), ada, by: caller)
            #expect(try await fixture.count("company = acme", search: "acme", by: caller) == 1)
            let shown = try await properties.edit("company", .init(isHiddenInContacts: false), by: caller)
            #expect(!shown.isHiddenInContacts && shown.isHiddenInInbox)
        }
    }

    @Test(
        "U19: an edit changes what it names; Kith's own properties keep what rules need",
        arguments: TestEngine.allCases
    )
    func editing(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let properties = fixture.kith.properties
            let company = try await properties.edit(
                "company",
                .init(name: "Firm", defaultValue: .string("none")),
                by: caller
            )
            #expect(company.name == "Firm" && company.defaultValue == .text("none") && company.type == .text)
            #expect(try await properties.edit("company", .init(defaultValue: .null), by: caller).defaultValue == nil)
            await #expect(throws: PropertyError.fixedDefault("utmSource")) {
                _ = try await properties.edit("utmSource", .init(isWriteOnce: false), by: caller)
            }
            await #expect(throws: PropertyError.optionsWithoutSelect) {
                _ = try await properties.edit("company", .init(options: ["x"]), by: caller)
            }
            await #expect(throws: PropertyError.unknown("gone")) {
                _ = try await properties.edit("gone", .init(name: "x"), by: caller)
            }
            _ = try await properties.define(.init(key: "plan", name: "Plan", type: .text), by: caller)
            #expect(try await properties.edit("plan", .init(isWriteOnce: true), by: caller).isWriteOnce)
        }
    }

    @Test(
        "U7 U19 C9 C10: properties need their permission, and are the organization's own",
        arguments: TestEngine.allCases
    )
    func permissions(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let stranger = try await fixture.organization("other")
            let basic = try await fixture.manager("ada@example.com", role: "basic", by: caller)
            let inbox = try await fixture.key([.conversations], by: caller)
            let properties = fixture.kith.properties
            let definition = PropertyDefinition(key: "plan", name: "Plan", type: .text)
            _ = try await properties.define(definition, by: caller)
            #expect(try await properties.all(by: basic).map(\.key).contains("plan"))
            let missing = PermissionError.missing(.manageProperties)
            await #expect(throws: PermissionError.missing(.seeContacts)) { _ = try await properties.all(by: inbox) }
            await #expect(throws: missing) { _ = try await properties.define(definition, by: basic) }
            await #expect(throws: missing) { _ = try await properties.edit("plan", .init(name: "x"), by: basic) }
            await #expect(throws: missing) { _ = try await properties.order(["plan"], by: basic) }
            await #expect(throws: missing) { _ = try await properties.archive("plan", by: basic) }
            await #expect(throws: missing) { _ = try await properties.restore("plan", by: basic) }
            await #expect(throws: missing) { _ = try await properties.changeType("plan", .init(to: .list), by: basic) }
            await #expect(throws: missing) { _ = try await properties.rehearse("plan", .init(to: .list), by: basic) }
            await #expect(throws: missing) { _ = try await properties.unregisteredKeys(by: basic) }
            await #expect(throws: missing) { try await properties.setCollectsUnknownKeys(false, by: basic) }
            let unknown = PropertyError.unknown("plan")
            await #expect(throws: unknown) { _ = try await properties.find("plan", by: stranger) }
            await #expect(throws: unknown) { _ = try await properties.edit("plan", .init(name: "x"), by: stranger) }
            await #expect(throws: unknown) { _ = try await properties.archive("plan", by: stranger) }
            await #expect(throws: unknown) {
                _ = try await properties.changeType("plan", .init(to: .list), by: stranger)
            }
        }
    }
}
