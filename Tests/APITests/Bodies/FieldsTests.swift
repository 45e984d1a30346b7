import Domain
import HTTP
import HTTPTypes
import Hummingbird
import TestSupport
import Testing

@testable import API

@Suite("Members of a body")
struct FieldsTests {
    /// Reads a body; returns the places that are wrong instead where there are any.
    private func read<Value>(
        _ body: String,
        _ read: (Fields) throws -> Value
    ) throws -> (value: Value?, wrong: [String]) {
        let problems = Problems()
        let json = try JSON(parsing: body)
        do {
            let value = try problems.checked {
                let fields = Fields(json, at: "", problems)
                defer { fields.refuseUnknown() }
                return try read(fields)
            }
            return (value, [])
        } catch let failure as Failure {
            return (nil, failure.places.compactMap(\.pointer))
        }
    }

    @Test("a merge patch tells absent from null")
    func edits() throws {
        let (value, wrong) = try read(#"{"a": null, "b": "x"}"#) { fields in
            ["a", "b", "c"].map { name in fields.edit(name) { fields.text($0) }.applied(to: "old") }
        }
        #expect(wrong == [])
        #expect(value == [nil, "x", "old"])
        let (_, null) = try read(#"{"a": null}"#) { fields in fields.change("a") { fields.text($0) } }
        #expect(null == ["/a"])
    }

    @Test("objects and arrays know where they stand")
    func nested() throws {
        let (_, wrong) = try read(#"{"a": {"b": [{"c": 1}, {"c": "x", "d": 2}, 3]}, "e": {}, "f/g": {"h": 1}}"#) {
            fields in
            _ = fields.object("a") { inner in inner.objects("b", atMost: 5) { $0.text("c") } }
            _ = fields.object("e") { $0.integer("i") }
            _ = fields.object("f/g") { _ in }
        }
        #expect(wrong == ["/a/b/0/c", "/a/b/1/d", "/a/b/2", "/a/b/2/c", "/e/i", "/f~1g/h"])
        let (_, many) = try read(#"{"a": [1, 2, 3]}"#) { $0.texts("a", atMost: 2) }
        #expect(many == ["/a"])
    }

    @Test("moments are text with a zone or milliseconds")
    func moments() throws {
        let body = #"{"a": "2026-11-21T09:30:00+09:00", "b": 1000, "c": "2026-11-21", "d": 1e300, "e": true}"#
        let (_, wrong) = try read(body) { fields in
            #expect(fields.moment("a") == Instant(milliseconds: 1_795_221_000_000))
            #expect(fields.moment("b") == Instant(milliseconds: 1_000))
            _ = ["c", "d", "e", "f"].map { fields.moment($0) }
            #expect(fields.optionalMoment("g") == nil)
        }
        #expect(wrong == ["/c", "/d", "/e", "/f"])
    }

    @Test("numbers stay within their ranges, and whole where they have to be")
    func numbers() throws {
        let (_, wrong) = try read(#"{"a": 5, "b": 5.0, "c": 5.5, "d": 11, "e": "5", "f": 9223372036854775808}"#) {
            fields in
            #expect(fields.integer("a", in: 1...10) == 5)
            #expect(fields.integer("b", in: 1...10) == 5)
            _ = ["c", "d", "e"].map { fields.integer($0, in: 1...10) }
            _ = fields.optionalInteger("f")
        }
        #expect(wrong == ["/c", "/d", "/e", "/f"])
    }

    @Test("ids and words are known by their form")
    func words() throws {
        let (_, wrong) = try read(#"{"a": "0000000000007", "b": "x", "c": "all", "d": "nothing", "e": 1}"#) { fields in
            #expect(fields.id("a") == ContactID(rawValue: 7))
            let id: ContactID = fields.id("b")
            #expect(id == ContactID(rawValue: 0))
            #expect(fields.choice("c", of: Scope.self) == .all)
            _ = fields.choice("d", of: Scope.self)
            _ = try fields.requiredChoice("e", of: Scope.self)
        }
        #expect(wrong == ["/b", "/d", "/e"])
    }

    @Test("a rule of its own says what is wrong, and no rule speaks of what is not there")
    func rules() throws {
        let (_, wrong) = try read(#"{"a": "nobody"}"#) { try $0.text("a") { try ManagerEmail($0) } }
        #expect(wrong == ["/a"])
        let (_, missing) = try read("{}") { try $0.text("a") { try ManagerEmail($0) } }
        #expect(missing == ["/a"])
    }

    @Test(
        "K6: If-Match names one version, any, or none that there could be",
        arguments: [
            ("\"7\"", 7), ("*", nil), ("", nil),
        ] as [(String, Int64?)]
    )
    func versions(header: String, version: Int64?) throws {
        #expect(try Self.request(header).expectedVersion() == version)
    }

    @Test("K6: another If-Match is 412", arguments: ["7", "\"x\"", "\"1\", \"2\"", "W/\"7\""])
    func noVersion(header: String) throws {
        #expect(throws: Failure.self) { try Self.request(header).expectedVersion() }
    }

    private static func request(_ ifMatch: String) -> Request {
        let fields: HTTPFields = ifMatch.isEmpty ? [:] : [.ifMatch: ifMatch]
        let head = HTTPRequest(method: .patch, scheme: nil, authority: nil, path: "/", headerFields: fields)
        return Request(head: head, body: RequestBody(buffer: ByteBuffer()))
    }
}
