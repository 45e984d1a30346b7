import Database
import TestSupport
import Testing

/// "Is one of these", with whatever stands in the list.
@Suite struct ListTests {
    @Test("odd texts are found by a list of them", arguments: TestEngine.allCases)
    func texts(kind: TestEngine) async throws {
        let odd = ValueTests.texts
        try await withEngine(kind) { engine in
            try await engine.write { connection in
                try connection.execute(unsafeScript: "CREATE TABLE names (name TEXT PRIMARY KEY)")
                try connection.execute("INSERT INTO names (name) VALUES (?)", rows: odd.map { [.text($0)] })
            }
            let found = try await engine.read { connection in
                try connection.all("SELECT name FROM names WHERE name \(isAnyOf: odd)") { try $0.text(0) }
            }
            #expect(found.sorted() == odd.sorted())
            for name in odd {
                let one = try await engine.read { connection in
                    try connection.all("SELECT name FROM names WHERE name \(isAnyOf: [name])") { try $0.text(0) }
                }
                #expect(one == [name])
            }
        }
    }

    @Test("odd texts come back as rows, in no fewer and no more", arguments: TestEngine.allCases)
    func rowsOfTexts(kind: TestEngine) async throws {
        let odd = ValueTests.texts
        try await withEngine(kind) { engine in
            for texts in [odd, [], ["twice", "twice"]] {
                let rows = try await engine.read { connection in
                    try connection.all("SELECT wanted.value FROM \(rowsOf: texts) AS wanted") { try $0.text(0) }
                }
                #expect(rows.sorted() == texts.sorted())
            }
        }
    }

    @Test("reals are found by a list of them, each to its last bit", arguments: TestEngine.allCases)
    func reals(kind: TestEngine) async throws {
        let values = [-1.5, 0, 0.1, 100, 1e300]
        try await withEngine(kind) { engine in
            let found = try await engine.write { connection in
                try connection.execute(unsafeScript: "CREATE TABLE reals (n DOUBLE PRECISION PRIMARY KEY)")
                try connection.execute("INSERT INTO reals (n) VALUES (?)", rows: values.map { [.real($0)] })
                return try connection.all("SELECT n FROM reals WHERE n \(isAnyOf: values) ORDER BY n") {
                    try $0.real(0)
                }
            }
            #expect(found == values)
        }
    }

    @Test("integers are found by a list of them, the extremes too", arguments: TestEngine.allCases)
    func integers(kind: TestEngine) async throws {
        let values: [Int64] = [.min, -1, 0, 9_007_199_254_740_993, .max]
        try await withEngine(kind) { engine in
            let found = try await engine.write { connection in
                try connection.execute(unsafeScript: "CREATE TABLE numbers (n BIGINT PRIMARY KEY)")
                try connection.execute("INSERT INTO numbers (n) VALUES (?)", rows: values.map { [.integer($0)] })
                return try connection.all("SELECT n FROM numbers WHERE n \(isAnyOf: values) ORDER BY n") {
                    try $0.integer(0)
                }
            }
            #expect(found == values)
        }
    }

    @Test("nothing is in an empty list, and everything is not, NULL too", arguments: TestEngine.allCases)
    func empty(kind: TestEngine) async throws {
        try await withEngine(kind) { engine in
            let counts = try await engine.write { connection in
                let rows: [[SQLValue]] = [[.integer(1), .text("a")], [.null, .null]]
                try connection.execute(unsafeScript: "CREATE TABLE t (n BIGINT, x TEXT)")
                try connection.execute("INSERT INTO t (n, x) VALUES (?, ?)", rows: rows)
                let conditions: [SQL] = [
                    "x \(isAnyOf: [] as [String])", "NOT (x \(isAnyOf: [] as [String]))",
                    "n \(isAnyOf: [] as [Int64])", "NOT (n \(isAnyOf: [] as [Int64]))",
                ]
                return try conditions.map { condition in
                    try connection.first("SELECT count(*) FROM t WHERE \(condition)") { try $0.integer(0) }
                }
            }
            #expect(counts == [0, 2, 0, 2])
        }
    }
}
