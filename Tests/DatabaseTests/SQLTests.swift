import Database
import Postgres
import Testing

/// Statements as text: what they say to each engine, and that no value is ever part of it.
@Suite struct SQLTests {
    @Test("a value never enters the text", arguments: Dialect.allCases)
    func valuesAreBound(dialect: Dialect) {
        let evil = "'; DROP TABLE secret_8731; --"
        let sql: SQL = """
            SELECT \(evil), \(8731), \(Int64(8731)), \(8731.5), \(true), \([8, 7, 3, 1] as [UInt8]), \(nil as String?)
            WHERE name \(isAnyOf: [evil]) AND id \(isAnyOf: [8731 as Int64])
            """
        let rendered = sql.rendered(for: dialect)
        #expect(!rendered.text.contains("8731"))
        #expect(!rendered.text.contains("DROP"))
        #expect(rendered.binds.count == 9)
        #expect(rendered.binds[0] == .text(evil))
        #expect(rendered.binds[4] == .integer(1))
        #expect(rendered.binds[6] == .null)
    }

    @Test("each engine gets its own placeholders")
    func placeholders() {
        let part: SQL = "b = \(2)"
        let sql: SQL = "SELECT \(unsafe: "a") FROM t WHERE a = \(1) AND \(part) AND c \(isAnyOf: ["x"])"
        #expect(
            sql.rendered(for: .sqlite).text
                == "SELECT a FROM t WHERE a = ? AND b = ? AND c IN (SELECT value FROM json_each(?))"
        )
        #expect(sql.rendered(for: .postgres).text == "SELECT a FROM t WHERE a = $1 AND b = $2 AND c = $3::text")
    }

    @Test(
        "the text does not depend on the length of a list, but of one item on PostgreSQL",
        arguments: Dialect.allCases
    )
    func constantTexts(dialect: Dialect) {
        let texts = [[], ["a", "b"], ["a", "b", "c"]].map { ("x \(isAnyOf: $0)" as SQL).rendered(for: dialect).text }
        #expect(Set(texts).count == 1)
        let ofOne = ("x \(isAnyOf: ["a"])" as SQL).rendered(for: dialect)
        #expect((ofOne.text == texts[0]) == (dialect == .sqlite))
    }

    @Test("lists are written so that each engine reads the same items")
    func lists() {
        let items = ["a", "\"", "\\", "\n", "é"]
        let sql: SQL = "x \(isAnyOf: items)"
        #expect(sql.rendered(for: .sqlite).binds == [.text(#"["a","\"","\\","\u000a","é"]"#)])
        #expect(sql.rendered(for: .postgres).binds == [.text("{\"a\",\"\\\"\",\"\\\\\",\"\n\",\"é\"}")])
    }

    @Test("parts are joined")
    func joined() {
        let sql = [("a = \(1)" as SQL), "b = \(2)"].joined(by: " AND ")
        #expect(sql.rendered(for: .sqlite) == (("a = \(1) AND " as SQL) + "b = \(2)").rendered(for: .sqlite))
    }

    @Test(
        "question marks become numbers, except in quotes and comments",
        arguments: [
            ("VALUES (?, ?)", "VALUES ($1, $2)"),
            ("'?' \"?\" ?", "'?' \"?\" $1"),
            ("'it''s ?' ?", "'it''s ?' $1"),
            ("-- ?\n? /* ? */ ?", "-- ?\n$1 /* ? */ $2"),
            ("1 - ? / ?", "1 - $1 / $2"),
            ("'open ?", "'open ?"),
        ]
    )
    func numbered(text: String, expected: String) {
        #expect(numberedPlaceholders(text) == expected)
    }
}
