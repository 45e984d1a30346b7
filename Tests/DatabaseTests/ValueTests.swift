import Database
import TestSupport
import Testing

/// Every value that Kith stores comes back as it was, on both engines.
@Suite struct ValueTests {
    static let texts = [
        "", " ", "plain", "it's \"quoted\"", "back\\slash \\x41 \\n", "line\nbreak\ttab\r", "민준 🧑‍👩‍👧 é", "{a,b}", "NULL",
        "null", "?", "$1", "%_", "\u{1}\u{7f}", "--", "'; DROP TABLE kept; --",
    ]

    @Test(
        "an integer comes back as it was",
        arguments: TestEngine.allCases,
        [.min, -1, 0, 1, 4_294_967_296, 9_007_199_254_740_993, .max] as [Int64]
    )
    func integer(kind: TestEngine, value: Int64) async throws {
        try await withKept(kind, column: "i", value: .integer(value)) { try #expect($0.integer(0) == value) }
    }

    @Test(
        "a double comes back bit by bit",
        arguments: TestEngine.allCases,
        [0, -0.0, 0.1, 1.0 / 3, .leastNonzeroMagnitude, 1e308, -1.7976931348623157e308, 123_456_789.123_456_79]
    )
    func real(kind: TestEngine, value: Double) async throws {
        try await withKept(kind, column: "r", value: .real(value)) { row in
            try #expect(row.real(0).bitPattern == value.bitPattern || value == 0)
        }
    }

    @Test("a text comes back as it was", arguments: TestEngine.allCases, texts)
    func text(kind: TestEngine, value: String) async throws {
        try await withKept(kind, column: "t", value: .text(value)) { try #expect($0.text(0) == value) }
    }

    @Test(
        "bytes come back as they were",
        arguments: TestEngine.allCases,
        [[], [0], [0xFF, 0x00, 0x5C, 0x78], Array(0...255)] as [[UInt8]]
    )
    func blob(kind: TestEngine, value: [UInt8]) async throws {
        try await withKept(kind, column: "b", value: .blob(value)) { try #expect($0.blob(0) == value) }
    }

    @Test("NULL reads as nothing from every column", arguments: TestEngine.allCases, ["i", "r", "t", "b"])
    func null(kind: TestEngine, column: String) async throws {
        try await withKept(kind, column: column, value: .null) { row in
            try #expect(row.integerIfAny(0) == nil)
            try #expect(row.realIfAny(0) == nil)
            try #expect(row.textIfAny(0) == nil)
            try #expect(row.blobIfAny(0) == nil)
            #expect(throws: DatabaseError(kind: .unexpectedValue, message: "column 0 is NULL")) { try row.text(0) }
        }
    }

    @Test("a value of another kind, or of no column, is an unexpected value", arguments: TestEngine.allCases)
    func unexpected(kind: TestEngine) async throws {
        try await withKept(kind, column: "t", value: .text("abc")) { row in
            expectUnexpected { try row.integer(0) }
            expectUnexpected { try row.real(0) }
            expectUnexpected { try row.blob(0) }
            expectUnexpected { try row.text(1) }
        }
        try await withKept(kind, column: "b", value: .blob([1])) { row in
            expectUnexpected { try row.text(0) }
        }
        try await withKept(kind, column: "r", value: .real(1.5)) { row in
            expectUnexpected { try row.integer(0) }
        }
    }

    @Test("a comparison reads as a boolean", arguments: TestEngine.allCases)
    func boolean(kind: TestEngine) async throws {
        try await withEngine(kind) { engine in
            let both = try await engine.read { connection in
                try connection.first("SELECT 1 < 2, 2 < 1") { try ($0.boolean(0), $0.boolean(1)) }
            }
            #expect(both?.0 == true)
            #expect(both?.1 == false)
        }
    }

    @Test(
        "what one engine cannot hold, neither takes",
        arguments: TestEngine.allCases,
        [("t", SQLValue.text("a\0b")), ("r", .real(.nan))]
    )
    func refused(kind: TestEngine, refused: (String, SQLValue)) async throws {
        let error = await #expect(throws: DatabaseError.self) {
            try await withKept(kind, column: refused.0, value: refused.1) { _ in }
        }
        #expect(error?.kind == .constraint)
    }

    /// Stores a value twice, alone and in a batch, and shows both rows to the test.
    private func withKept(
        _ kind: TestEngine,
        column: String,
        value: SQLValue,
        _ test: @escaping @Sendable (any Row) throws -> Void
    ) async throws {
        try await withEngine(kind) { engine in
            try await engine.write { connection in
                let bytes = connection.dialect == .postgres ? "BYTEA" : "BLOB"
                try connection.execute(
                    "CREATE TABLE kept (i BIGINT, r DOUBLE PRECISION, t TEXT, b \(unsafe: bytes))"
                )
                try connection.execute("INSERT INTO kept (\(unsafe: column)) VALUES (\(value))")
                try connection.execute(StaticText(unsafe: "INSERT INTO kept (\(column)) VALUES (?)"), rows: [[value]])
            }
            let count = try await engine.read { connection in
                try connection.all("SELECT \(unsafe: column) FROM kept") { try test($0) }.count
            }
            #expect(count == 2)
        }
    }

    private func expectUnexpected<Value>(_ read: () throws -> Value) {
        let error = #expect(throws: DatabaseError.self) { _ = try read() }
        #expect(error?.kind == .unexpectedValue)
    }
}
