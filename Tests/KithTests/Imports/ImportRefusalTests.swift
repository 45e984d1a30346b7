import Domain
import Kith
import TestSupport
import Testing

/// Rows that are refused one by one, while the rest goes in.
@Suite struct ImportRefusalTests {
    /// A column that is right in the other rows, what stands in it, and the reason's beginning.
    struct BadCell: Sendable, CustomTestStringConvertible {
        let column: String
        let cell: String
        let reason: String

        var testDescription: String { "\(column): \(cell)" }
    }

    static let good: KeyValuePairs = [
        "memberId": "m1", "email": "a@example.com", "phone": "010-1111-2222", "score": "12.5", "born": "2000-02-29",
        "seenAt": "2026-01-02 03:04", "isPartner": "yes", "plan": "pro", "scores": "1, 2", "tags": "a, b",
        "unsubscribeEmail": "no", "country": "KR", "timeZone": "Asia/Seoul", "sessionsCount": "3",
        "lastSeenAt": "2026-01-02", "company": "Acme",
    ]

    static let badCells: [BadCell] = [
        ("memberId", "m 1", "the member id has white space"),
        ("memberId", String(repeating: "m", count: 65), "the member id is longer than 64"),
        ("email", "a@", "The e-mail address has nothing after the @"),
        ("email", "a.example.com", "The e-mail address has no @"),
        ("email", "Ann <a@example.com>", "Write the e-mail address alone"),
        ("phone", "12", "The phone number is too short"),
        ("phone", "010-1111-2222-3333-4444", "The phone number is too long"),
        ("phone", "CALL ME", "A phone number cannot hold “C”"),
        ("phone", "010-1111-2222 ext 5", "The phone number has an extension"),
        ("phone", "8.21012E+11", "A spreadsheet has shortened the phone number"),
        ("score", "1,000", "“1,000” is not a number"),
        ("score", "nan", "“nan” is not a number"),
        ("score", "1e400", "“1e400” is not a number"),
        ("born", "29.02.2001", "“29.02.2001” is not a date"),
        ("born", "2001-02-29", "“2001-02-29” is not a date"),
        ("seenAt", "yesterday", "“yesterday” is not a time"),
        ("seenAt", "2026-01-02 25:00", "“2026-01-02 25:00” is not a time"),
        ("isPartner", "maybe", "“maybe” is neither true nor false"),
        ("plan", "gold", "“gold” is not one of the options: free, pro"),
        ("scores", "1, x", "“x” is not a number"),
        ("tags", "a/b/c/d", "the tag “a/b/c/d” has more than two levels"),
        ("tags", "a//b", "the tag “a//b” has nothing before or after a slash"),
        ("unsubscribeEmail", "perhaps", "“perhaps” is neither true nor false"),
        ("country", "Korea", "“Korea” is not a country"),
        ("country", "ZZ", "“ZZ” is not a country"),
        ("timeZone", "Asia/Soul", "“Asia/Soul” is not a time zone"),
        ("sessionsCount", "-1", "“-1” is not a count"),
        ("sessionsCount", "1.5", "“1.5” is not a count"),
        ("sessionsCount", "many", "“many” is not a count"),
        ("lastSeenAt", "long ago", "“long ago” is not a time"),
        ("company", String(repeating: "x", count: 65_537), "the text is longer than 65536 bytes"),
    ].map(BadCell.init)

    @Test("a bad cell refuses its row, with line, column and reason", arguments: TestEngine.allCases)
    func badCells(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            try await stage.defineKinds()
            let header = Self.good.map(\.key).joined(separator: ",")
            let bad = Self.badCells.map { Self.row(with: $0) }
            let last = Self.row(with: BadCell(column: "memberId", cell: "last", reason: ""))
            let result = try await stage.run(([header, Self.row()] + bad + [last]).joined(separator: "\n"), .members)
            #expect(result.counts == ImportCounts(created: 2, refused: bad.count))
            #expect(result.refusals.map(\.line) == Array(3..<3 + bad.count))
            #expect(result.refusals.map(\.column) == Self.badCells.map(\.column))
            for (refusal, cell) in zip(result.refusals, Self.badCells) {
                #expect(refusal.reason.description.hasPrefix(cell.reason), "\(cell.testDescription)")
            }
            #expect(try await stage.contacts().map(\.memberID?.text) == ["m1", "last"])
        }
    }

    private static func row(with bad: BadCell? = nil) -> String {
        good.map { column, cell in "\"\(column == bad?.column ? bad?.cell ?? "" : cell)\"" }.joined(separator: ",")
    }

    @Test("a phone that the numbering plan does not know is kept, unqualified", arguments: TestEngine.allCases)
    func unknownPhone(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let text = "name,phone\nAnn,010-1234-5678\nBob,+82 10 0000 0000\n"
            #expect(try await stage.leads(text) == ImportCounts(created: 2))
            #expect(try await stage.people() == ["Ann, +821012345678*", "Bob, +821000000000*"])
            let qualified = try await stage.contacts().map { $0[.mobileNumberQualified] }
            #expect(qualified == [.boolean(true), .boolean(false)])
        }
    }

    @Test("a row of another form is refused, and the next one is read", arguments: TestEngine.allCases)
    func badForm(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let result = try await stage.run(
                "memberId,name\nm1,Ann,x\nm2\nm3,\"Cy\" x\nm4,D\u{0}n\nm5,Eve\n",
                .members
            )
            #expect(result.counts == ImportCounts(created: 1, refused: 4))
            #expect(result.refusals.map(\.line) == [2, 3, 4, 5])
            #expect(result.refusals.map(\.column) == [nil, nil, "name", "name"])
            #expect(result.refusals[0].reason.description.hasPrefix("The row has 3 cells, but the header has 2."))
            #expect(result.refusals[1].reason.description.hasPrefix("The row has 1 cell, but the header has 2."))
            #expect(result.refusals[2].reason.description.contains("text follows the closing quote"))
            #expect(result.refusals[3].reason.description.contains("NUL"))
            #expect(try await stage.people() == ["Eve, m5*"])
        }
    }

    @Test("the file of refused rows can be mended and imported", arguments: TestEngine.allCases)
    func refusedFile(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let text = "memberId;name;phone\nm1;\"A; \"\"n\"\"\nn\";12\nm2;Bob;\nm3;Cy;x\nm4;Dee;;x\n"
            try await stage.members(text) {
                $0.refusedPath = stage.path("refused.csv")
            }
            let refused = try stage.text("refused.csv")
            #expect(refused.hasPrefix("\u{FEFF}memberId;name;phone;line;column;reason\r\n"))
            #expect(refused.contains("m3;Cy;x;5;phone;"))
            let mended = refused.replacing(";12;2;", with: ";010-1111-2222;2;")
                .replacing("m3;Cy;x;", with: "m3;Cy;+82 10 3333 4444;").replacing(";x\r\n", with: "\r\n")
            let options = ImportOptions(path: try stage.file(mended, name: "mended.csv"), kind: .members)
            let result = try await stage.kith.imports.run(options, by: stage.caller)
            #expect(result.counts == ImportCounts(created: 3))
            #expect(result.columns.ignored.map(\.column) == ["line", "column", "reason"])
            #expect(
                try await stage.people() == [
                    "Bob, m2*", "A; \"n\"\nn, m1*, +821011112222*", "Cy, m3*, +821033334444*", "Dee, m4*",
                ]
            )
        }
    }

    @Test("refused rows never go into the file that is imported", arguments: TestEngine.allCases)
    func refusedIntoItself(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let text = "memberId,phone\nm1,x\nm2,\n"
            let before = try await stage.dump()
            await #expect(throws: ImportError.refusedIntoItself(stage.path("contacts.csv"))) {
                try await stage.members(text) { $0.refusedPath = stage.path("contacts.csv") }
            }
            #expect(try stage.text("contacts.csv") == text)
            #expect(try await stage.dump() == before)
        }
    }

    @Test("refused rows that cannot be written anywhere stop the import first", arguments: TestEngine.allCases)
    func unwritable(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let before = try await stage.dump()
            await #expect(throws: (any Error).self) {
                try await stage.members("memberId\nm1\n") { $0.refusedPath = stage.path("no/such/folder.csv") }
            }
            #expect(try await stage.dump() == before)
        }
    }
}

extension Stage {
    /// A property of each type.
    fileprivate func defineKinds() async throws {
        let kinds: [(String, PropertyType)] = [
            ("score", .number), ("born", .date), ("seenAt", .datetime), ("isPartner", .boolean), ("plan", .select),
            ("scores", .listOfNumber),
        ]
        for (key, type) in kinds {
            let options = type == .select ? ["free", "pro"] : []
            try await define(Property(key: key, name: key, type: type, options: options))
        }
    }
}
