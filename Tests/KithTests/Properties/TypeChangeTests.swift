import Domain
import Kith
import Stores
import TestSupport
import Testing

@Suite("Changes of type")
struct TypeChangeTests {
    private static func define(_ fixture: Fixture, _ type: PropertyType, by caller: Caller) async throws {
        _ = try await fixture.kith.properties.define(.init(key: "size", name: "Size", type: type), by: caller)
    }

    @Test(
        "U19: values become values of the new type, wherever they are looked for",
        arguments: TestEngine.allCases
    )
    func converting(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let stranger = try await fixture.organization("other")
            let properties = fixture.kith.properties
            try await Self.define(fixture, .text, by: caller)
            try await Self.define(fixture, .text, by: stranger)
            let foreign = try await fixture.person("Eve", ["size": .text("12")], by: stranger)
            let people = (1...600).map {
                (name: "P\($0)", profile: ["size": Value.text("\($0)")], tags: [Domain.Tag]())
            }
            let ids = try await fixture.people(people, by: caller)
            let visitor = try await fixture.person(nil, ["size": .text("7")], kind: .anonymous, by: caller)
            let other = try await fixture.person("Otto", by: caller)
            let seq = try await fixture.kith.changes.newest(by: caller)

            let rehearsed = try await properties.rehearse("size", .init(to: .number), by: caller)
            #expect(rehearsed.converted == 601 && rehearsed.unfit == 0)
            #expect(try await fixture.kith.changes.newest(by: caller) == seq)
            let (property, effect) = try await properties.changeType("size", .init(to: .number), by: caller)
            #expect(property.type == .number && property.formerType == nil && effect == rehearsed)
            #expect(try await fixture.count("size > 590", by: caller) == 10)
            #expect(try await fixture.contact(ids[11], of: caller).profile["size"] == .number(12))
            #expect(try await fixture.contact(visitor, of: caller).profile["size"] == .number(7))
            #expect(try await fixture.contact(ids[0], of: caller).version == 2)
            #expect(try await fixture.contact(other, of: caller).version == 1)
            #expect(try await fixture.events(of: ids[0], caller).isEmpty)
            let changes = try await fixture.changes(after: seq, caller)
            #expect(Set(changes.flatMap(\.what.contacts)).count == 601)
            #expect(changes.allSatisfy { $0.what.contacts.count <= 500 })
            #expect(try await fixture.contact(foreign, of: stranger).profile["size"] == .text("12"))

            _ = try await properties.changeType("size", .init(to: .text), by: caller)
            #expect(try await fixture.contact(ids[11], of: caller).profile["size"] == .text("12"))
            #expect(try await fixture.count("size starts with 59", by: caller) == 11)
            #expect(try await fixture.count(search: "599", by: caller) == 1)
        }
    }

    @Test(
        "U19: values that do not fit refuse the change and are named, unless they are to be dropped",
        arguments: TestEngine.allCases
    )
    func unfit(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let properties = fixture.kith.properties
            try await Self.define(fixture, .text, by: caller)
            let texts = ["12"] + (0..<25).map { "about \($0)" }
            let people = texts.map { (name: "P", profile: ["size": Value.text($0)], tags: [Domain.Tag]()) }
            let ids = try await fixture.people(people, by: caller)
            let effect = try await properties.rehearse("size", .init(to: .number), by: caller)
            #expect(effect.converted == 1 && effect.unfit == 25 && effect.samples.count == 20)
            #expect(effect.samples.first?.contact == ids[1] && effect.samples.first?.value == .text("about 0"))
            await #expect(throws: PropertyError.valuesDoNotFit(25, .number)) {
                _ = try await properties.changeType("size", .init(to: .number), by: caller)
            }
            #expect(try await fixture.contact(ids[1], of: caller).profile["size"] == .text("about 0"))
            _ = try await properties.changeType("size", .init(to: .number, dropsValues: true), by: caller)
            #expect(try await fixture.contact(ids[0], of: caller).profile["size"] == .number(12))
            #expect(try await fixture.contact(ids[1], of: caller).profile["size"] == nil)
            #expect(try await fixture.count("size is empty", by: caller) == 25)
            #expect(try await fixture.count(search: "about", by: caller) == 0)
        }
    }

    @Test("U19: texts become options, which may be made of them", arguments: TestEngine.allCases)
    func toSelect(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let properties = fixture.kith.properties
            try await Self.define(fixture, .text, by: caller)
            let ada = try await fixture.person("Ada", ["size": .text("LARGE")], by: caller)
            let otto = try await fixture.person("Otto", ["size": .text("small")], by: caller)
            let grace = try await fixture.person("Grace", ["size": .text("SMALL")], by: caller)
            await #expect(throws: PropertyError.valuesDoNotFit(2, .select)) {
                _ = try await properties.changeType("size", .init(to: .select, options: ["Large"]), by: caller)
            }
            let change = TypeChange(to: .select, options: ["Large"], addsOptions: true)
            let (property, _) = try await properties.changeType("size", change, by: caller)
            #expect(property.options == ["Large", "small"])
            #expect(try await fixture.contact(ada, of: caller).profile["size"] == .text("Large"))
            for id in [otto, grace] {
                #expect(try await fixture.contact(id, of: caller).profile["size"] == .text("small"))
            }
            #expect(try await fixture.count("size = small", by: caller) == 2)
        }
    }

    @Test("U19: the type of Kith's own and of archived properties stays", arguments: TestEngine.allCases)
    func refused(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let properties = fixture.kith.properties
            try await Self.define(fixture, .text, by: caller)
            await #expect(throws: PropertyError.fixedDefault("company")) {
                _ = try await properties.changeType("company", .init(to: .list), by: caller)
            }
            _ = try await properties.archive("size", by: caller)
            await #expect(throws: PropertyError.archived("size")) {
                _ = try await properties.changeType("size", .init(to: .list), by: caller)
            }
            await #expect(throws: PropertyError.archived("size")) {
                _ = try await properties.rehearse("size", .init(to: .list), by: caller)
            }
        }
    }

    @Test(
        "U19: a change that a process died over loses nothing, and is finished by the next",
        arguments: TestEngine.allCases
    )
    func finishing(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            let properties = fixture.kith.properties
            try await Self.define(fixture, .list, by: caller)
            let ada = try await fixture.person("Ada", ["size": .list(["1", "2"])], by: caller)
            // As the first transaction leaves it.
            try await fixture.kith.write { transaction in
                var property = try transaction.catalogue(of: caller.organization).properties["size"]
                property?.type = .listOfNumber
                property?.formerType = .list
                if let property { try PropertyStore(caller.organization, transaction.connection).update(property) }
                transaction.note(Changed(catalogue: true), in: caller.organization)
            }
            // A contact is read in the new type already; filters would not find all yet, and say so.
            let grace = try await fixture.person("Grace", ["size": .numbers([2])], by: caller)
            #expect(try await fixture.contact(ada, of: caller).profile["size"] == .numbers([1, 2]))
            let error = try await #require(throws: FilterError.self) {
                _ = try await fixture.count("size: 2", by: caller)
            }
            #expect(error.reason.description.contains("is being changed"))
            await #expect(throws: PropertyError.isChanging("size")) {
                _ = try await properties.changeType("size", .init(to: .text), by: caller)
            }
            await #expect(throws: PropertyError.isChanging("size")) {
                _ = try await properties.edit("size", .init(name: "x"), by: caller)
            }
            await #expect(throws: PropertyError.isChanging("size")) {
                _ = try await properties.archive("size", by: caller)
            }
            let (property, _) = try await fixture.another().properties.changeType(
                "size",
                .init(to: .listOfNumber),
                by: caller
            )
            #expect(property.formerType == nil)
            #expect(try await fixture.count("size: 2", by: caller) == 2)
            #expect(try await fixture.contact(grace, of: caller).profile["size"] == .numbers([2]))
        }
    }

    @Test("U19: whoever read the former type writes nothing by it", arguments: TestEngine.allCases)
    func racing(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let caller = try await fixture.organization()
            try await Self.define(fixture, .text, by: caller)
            let attempts = Attempts()
            // On SQLite one transaction waits for the other, so only PostgreSQL has this race.
            guard engine == .postgres else { return }
            try await fixture.kith.write { transaction in
                let type = try transaction.catalogue(of: caller.organization).properties["size"]?.type
                let isFirst = attempts.begin(type)
                if isFirst {
                    let done = Latch()
                    Task.detached {
                        _ = try? await fixture.another().properties.changeType("size", .init(to: .number), by: caller)
                        done.open()
                    }
                    done.wait()
                }
                transaction.note(Changed(contacts: [ContactID(rawValue: 1)]), in: caller.organization)
            }
            #expect(attempts.types == [.text, .number])
        }
    }
}
