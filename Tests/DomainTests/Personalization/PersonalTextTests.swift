import Domain
import Testing

@Suite("Personal texts")
struct PersonalTextTests {
    private let catalogue: Catalogue

    init() throws {
        let tags = try ["vip", "VIP/Gold", "vips"].enumerated().map { index, name in
            Tag(id: TagID(rawValue: Int64(index) + 1), name: try TagName(name))
        }
        catalogue = Catalogue(properties: Self.properties, tags: tags, zone: Zone(name: "Asia/Seoul") ?? .utc)
    }

    private static let properties =
        Property.defaults + [
            Property(key: "plan", name: "Plan", type: .select, options: ["free"], defaultValue: .text("free")),
            Property(key: "visits", name: "Visits", type: .number),
            Property(key: "colours", name: "Colours", type: .list),
            Property(key: "old", name: "Old", type: .text, isArchived: true),
            Property(key: "changing", name: "Changing", type: .text, formerType: .number),
        ]

    private static func contact(_ profile: [String: Value] = [:], tags: Set<TagID> = []) -> Contact {
        Contact(
            id: ContactID(rawValue: 1),
            kind: .lead,
            tags: tags,
            facts: [.lastSeenAt: .datetime(Instant(milliseconds: 1_795_262_260_000))],
            profile: profile,
            enteredAt: Instant(milliseconds: 0)
        )
    }

    @Test(
        "U22: values stand where their keys do, else what is said for those without one",
        arguments: [
            ("Hello", "Hello"), ("", ""), ("a {b} }} c", "a {b} }} c"),
            ("Hello {{profile.name}}!", "Hello Ann!"), ("Hello {{ name }}!", "Hello Ann!"),
            (#"{{profile.title | default: "there"}}"#, "there"),
            (#"{{title|default:"a \"b\" \\ }} c"}}"#, #"a "b" \ }} c"#),
            (#"{{profile.name | default: "there"}}"#, "Ann"), ("<{{profile.title}}>", "<>"),
            (#"{{title | default: ""}}"#, ""),
            // A property's default value is used where the text says nothing itself.
            ("{{plan}}", "free"), (#"{{plan | default: "none"}}"#, "none"),
            // While its type is being changed, too.
            ("<{{changing}}>", "<>"), ("{{visits}}", "0"), ("{{colours}}", "red, blue"),
            ("{{lastSeenAt}}", "2026-11-21 20:57"),
            ("{{kind}} {{sessionsCount}} {{memberId}}", "lead 0 "),
        ]
    )
    func values(written: String, expected: String) throws {
        let contact = Self.contact(["name": .text("Ann"), "visits": .number(0), "colours": .list(["red", "blue"])])
        #expect(try PersonalText(written, in: catalogue).text(for: contact, in: catalogue) == expected)
    }

    @Test(
        "U22: a part is there for those with the tag, or one below it",
        arguments: [
            ("a{{#tag vip}}b{{/tag}}c", [1], "abc"), ("a{{#tag vip}}b{{/tag}}c", [], "ac"),
            ("{{#tag VIP}}b{{/tag}}", [2], "b"), ("{{#tag vip/gold}}b{{/tag}}", [1], ""),
            ("{{#tag vip}}b{{/tag}}", [3], ""), ("{{#tag nobody}}b{{/tag}}", [1], ""),
            ("{{#tag vip}}{{name}}{{#tag vip/gold}}!{{/tag}}{{/tag}}", [2], "Ann!"),
            ("{{#tag vip}}{{name}}{{#tag vip/gold}}!{{/tag}}{{/tag}}", [1], "Ann"),
            ("{{tags}}", [1, 2], "VIP/Gold, vip"), (#"{{tags | default: "none"}}"#, [], "none"),
        ] as [(String, [Int64], String)]
    )
    func tags(written: String, tags: [Int64], expected: String) throws {
        let contact = Self.contact(["name": .text("Ann")], tags: Set(tags.map { TagID(rawValue: $0) }))
        #expect(try PersonalText(written, in: catalogue).text(for: contact, in: catalogue) == expected)
    }

    @Test("U22: what a value has within it is no part of the text's language")
    func hostileValues() throws {
        let contact = Self.contact(["name": .text("{{email}}{{#tag vip}}"), "email": .text("ann@example.com")])
        let text = try PersonalText("{{name}}", in: catalogue)
        #expect(text.text(for: contact, in: catalogue) == "{{email}}{{#tag vip}}")
    }

    @Test(
        "U22: what cannot be read has its place, and says how to mend it",
        arguments: [
            ("Hello {{profile.nmae}}", 6..<22, "did you mean “profile.name”?"),
            ("{{}}", 0..<4, "there is no property “”"),
            ("{{old}}", 0..<7, "“old” is archived"), ("a {{name", 2..<4, "add }}"),
            (#"{{name | default: "a}}"#, 0..<2, "add }}"), ("{{name | upper}}", 0..<16, "default:"),
            ("{{name | default: there}}", 0..<25, "default:"), (#"{{name | default: "a" b"}}"#, 0..<2, "add }}"),
            (#"{{name | default: "a" "b"}}"#, 0..<27, "default:"),
            ("a{{#tag vip}}b", 1..<13, "add {{/tag}}"), ("a{{/tag}}", 1..<9, "no {{#tag …}} is open"),
            ("{{#tag}}a{{/tag}}", 0..<8, "a tag needs a name"), ("{{#tag a,b}}c{{/tag}}", 0..<12, "comma"),
            (String(repeating: "{{#tag a}}", count: 9), 80..<90, "at most 8 deep"),
        ] as [(String, Range<Int>, String)]
    )
    func mistakes(written: String, place: Range<Int>, words: String) throws {
        let error = try #require(throws: PersonalTextError.self) {
            try PersonalText(written, in: catalogue)
        }
        #expect(error.place == place)
        #expect(error.description.contains(words), "\(error)")
    }

    @Test("U22: a text has at most 64 KiB")
    func tooLong() throws {
        _ = try PersonalText(String(repeating: "x", count: PersonalText.greatestLength), in: catalogue)
        _ = #expect(throws: PersonalTextError.self) {
            try PersonalText(String(repeating: "é", count: PersonalText.greatestLength / 2 + 1), in: catalogue)
        }
    }
}
