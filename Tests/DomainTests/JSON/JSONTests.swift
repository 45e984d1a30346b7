import Domain
import Testing

@Suite("JSON")
struct JSONTests {
    @Test(
        "values are read and written back",
        arguments: [
            ("null", JSON.null), (" true ", .boolean(true)), ("false", .boolean(false)), ("0", .integer(0)),
            ("-7", .integer(-7)),
            ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
            ("9223372036854775808", .number(9_223_372_036_854_775_808)), ("1.5", .number(1.5)), ("1e3", .number(1_000)),
            ("-0.25E-1", .number(-0.025)), ("\"\"", .string("")), ("[]", .array([])), ("{}", .object([])),
            (#"[1, "a", [null]]"#, .array([.integer(1), .string("a"), .array([.null])])),
            (
                #"{"b":1,"a":{"c":[]}}"#,
                .object([.init("b", .integer(1)), .init("a", .object([.init("c", .array([]))]))])
            ),
            (#""\u00e9\ud83d\ude00\n\"\\\/\b\f\r\t""#, .string("é😀\n\"\\/\u{8}\u{C}\r\t")),
            (#""\u0000""#, .string("\0")),
            ("\"민준 e\u{301}\"", .string("민준 e\u{301}")),
        ]
    )
    func reads(text: String, value: JSON) throws {
        let json = try JSON(parsing: text)
        #expect(json == value)
        #expect(try JSON(parsing: json.description) == value)
    }

    @Test(
        "what is not JSON is refused at its byte",
        arguments: [
            ("", 0), ("  ", 2), ("nul", 0), ("tru", 0), ("[1,]", 3), ("[1 2]", 3), ("[1", 2), ("{", 1), ("{\"a\"}", 4),
            ("{\"a\":}", 5), ("{\"a\":1,}", 7), ("{a:1}", 1), ("{\"a\":1 \"b\"}", 7), ("1 2", 2), ("01", 0), ("-", 0),
            ("1.", 2),
            ("1e", 2), (".5", 0), ("+1", 0), ("\"a", 2), ("\"a\n\"", 2), (#""\x""#, 3), (#""\u12""#, 3),
            (#""\ud83d""#, 7),
            (#""\ud83d\u0041""#, 13), (#""\ude00""#, 7), ("1e999", 5), ("NaN", 0), ("민", 0), ("'a'", 0),
        ]
    )
    func refuses(text: String, offset: Int) throws {
        let error = try #require(throws: JSONError.self) { try JSON(parsing: text) }
        #expect(error.offset == offset)
        #expect(error.description.hasSuffix(" at byte \(offset + 1)"))
    }

    @Test("bytes that are not UTF-8 are refused, within strings and outside")
    func refusesBytes() {
        #expect(throws: JSONError.self) { try JSON(parsing: [0x22, 0xFF, 0x22]) }
        #expect(throws: JSONError.self) { try JSON(parsing: [0x22, 0xED, 0xA0, 0x80, 0x22]) }
        #expect(throws: JSONError.self) { try JSON(parsing: [0xFF]) }
    }

    @Test("256 levels are read, more are refused")
    func limitsDepth() throws {
        let nested = { (levels: Int) in
            String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
        }
        #expect(throws: Never.self) { try JSON(parsing: nested(256)) }
        #expect(throws: JSONError.self) { try JSON(parsing: nested(257)) }
        #expect(throws: JSONError.self) { try JSON(parsing: String(repeating: "[", count: 1_000_000)) }
    }

    @Test("an object gives its members, the last where a key stands twice")
    func gives() throws {
        let json = try JSON(parsing: #"{"a":1,"b":"x","a":2.0,"c":[true],"d":null}"#)
        #expect(json["a"]?.integer == 2)
        #expect(json["a"]?.number == 2)
        #expect(json["b"]?.string == "x")
        #expect(json["c"]?.array?.first?.boolean == true)
        #expect(json["d"] == .null)
        #expect(json["e"] == nil)
        #expect(json["b"]?.integer == nil && json["b"]?.array == nil && json["b"]?.object == nil)
        #expect(JSON.null["a"] == nil)
        #expect(JSON.object(["a": nil, "b": .null]).description == #"{"b":null}"#)
    }

    @Test("whole numbers are written without a point as far as doubles are exact")
    func writesNumbers() {
        #expect(JSON.written(5).description == "5")
        #expect(JSON.written(-0.0).description == "0")
        #expect(JSON.written(0.1).description == "0.1")
        #expect(JSON.written(9_007_199_254_740_991) == .integer(9_007_199_254_740_991))
        #expect(JSON.written(9_007_199_254_740_992) == .number(9_007_199_254_740_992))
        #expect(JSON.string("\u{1}\u{1F}\u{7F}").description == "\"\\u0001\\u001f\u{7F}\"")
    }
}
