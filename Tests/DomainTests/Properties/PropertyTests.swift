import Domain
import TestSupport
import Testing

@Suite("Properties and their keys")
struct PropertyTests {
    @Test(
        "keys are read, with and without the prefix",
        arguments: [
            ("lastSeenAt", PropertyKey.builtIn(.lastSeenAt)), ("web.os", .builtIn(.webOS)),
            ("lastSeen", .builtIn(.lastSeenAt)),
            ("sessionCount", .builtIn(.sessionsCount)), ("plan", .profile("plan")), ("profile.plan", .profile("plan")),
            ("profile.lastSeenAt", .profile("lastSeenAt")), ("등급", .profile("등급")), ("_x1", .profile("_x1")),
            ("profile.cafe\u{301}", .profile("caf\u{E9}")),
        ]
    )
    func readsKeys(text: String, key: PropertyKey) {
        #expect(PropertyKey(text) == key)
        #expect(PropertyKey(key.description) == key)
        #expect(PropertyKey(key.shortDescription) == key)
    }

    @Test(
        "what cannot be a key is refused",
        arguments: [
            "", "profile.", "1x", "a b", "a-b", "a.b", "web.nothing", "a,b", "a\"", "profile.profile.x", "🎉",
            String(repeating: "x", count: 65), String(repeating: "민", count: 22),
        ]
    )
    func refusesKeys(text: String) {
        #expect(PropertyKey(text) == nil)
    }

    @Test("every built-in key is read as itself, and only facts are facts")
    func knowsBuiltInKeys() {
        for key in BuiltInKey.allCases {
            #expect(PropertyKey(key.rawValue) == .builtIn(key))
            #expect(key.options.isEmpty == (key.type != .select))
            #expect((key.consentKeys != nil) == BuiltInKey.optOuts.contains(key))
        }
        #expect(
            Set(BuiltInKey.allCases.filter { !$0.isFact }) == [.id, .memberId, .member, .kind, .tags, .userImportTags]
        )
    }

    @Test(
        "the nearest key is offered where one is near",
        arguments: [
            ("plann", "plan"), ("profile.nickame", "nickname"), ("LASTSEENAT", "lastSeenAt"),
            ("sesionsCount", "sessionsCount"), ("nmae", "name"),
            ("contry", "country"), ("공급", nil), ("xyz", nil), ("formr", nil), ("", nil),
        ]
    )
    func offersNearest(text: String, expected: String?) {
        #expect(ConditionTable.catalogue.nearestKey(to: text)?.shortDescription == expected)
    }

    @Test("C10: archived properties have no type and are not shown")
    func hidesArchived() {
        let catalogue = ConditionTable.catalogue
        #expect(catalogue.type(of: .profile("former")) == nil)
        #expect(catalogue.properties["former"] != nil)
        #expect(!catalogue.shownProperties.contains { $0.key == "former" })
        #expect(catalogue.type(of: .profile("ltv")) == .number)
        #expect(catalogue.type(of: .builtIn(.tags)) == .list)
        #expect(catalogue.name(of: .profile("ltv")) == "Lifetime value")
        #expect(catalogue.options(of: .builtIn(.kind)) == ["anonymous", "lead", "member"])
    }

    @Test("a tag that is renamed is found by its new name alone")
    func renamesTags() throws {
        var catalogue = Catalogue()
        let id = TagID(rawValue: 1)
        catalogue.add(Tag(id: id, name: try TagName("old")))
        catalogue.add(Tag(id: id, name: try TagName("new")))
        #expect(catalogue.tag(named: try TagName("old")) == nil)
        #expect(catalogue.tag(named: try TagName("NEW"))?.id == id)
        #expect(catalogue.tags(within: try TagName("new")) == [id])
    }

    @Test(
        "values are stored and read back as their type",
        arguments: [
            (Value.text("x"), PropertyType.text), (.text("pro"), .select), (.number(1.5), .number),
            (.number(5), .number),
            (.boolean(false), .boolean), (.date(Day(number: -1)), .date),
            (.datetime(Instant(milliseconds: -1)), .datetime),
            (.list(["a", "b"]), .list), (.numbers([0, 2.5]), .listOfNumber),
        ]
    )
    func storesValues(value: Value, type: PropertyType) {
        #expect(value.fits(type))
        #expect(Value(stored: value.json, as: type) == value)
        #expect(PropertyType.allCases.filter(value.fits).contains(type))
    }

    @Test(
        "what is empty or of another type is no value",
        arguments: [
            (JSON.string(""), PropertyType.text), (.string(""), .select), (.array([]), .list),
            (.array([]), .listOfNumber),
            (.string("5"), .number), (.integer(5), .text), (.string("2026-02-30"), .date),
            (.string("2026-11-21"), .datetime),
            (.null, .boolean), (.integer(1), .boolean),
        ]
    )
    func refusesStored(json: JSON, type: PropertyType) {
        #expect(Value(stored: json, as: type) == nil)
    }

    @Test(
        "numbers are read as people write them",
        arguments: [
            ("5", 5.0), ("-5.25", -5.25), ("+1", 1), (".5", 0.5), ("1e3", 1_000), ("-0", 0),
        ]
    )
    func readsNumbers(text: String, number: Double) {
        #expect(NumberText.number(text) == number)
        #expect(NumberText.number(text)?.sign == (number < 0 ? .minus : .plus))
    }

    @Test(
        "what only looks like a number is none",
        arguments: [
            "", "-", "e", "1,000", "0x1F", "nan", "inf", "1e999", "5 ", "٥", "1.2.3", "--1", "１",
        ]
    )
    func refusesNumbers(text: String) {
        #expect(NumberText.number(text) == nil)
    }
}
