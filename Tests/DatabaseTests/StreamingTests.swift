import Database
import Foundation
import TestSupport
import Testing

/// Results larger than the memory that may hold them.
@Suite struct StreamingTests {
    @Test("a million rows stream through flat memory", arguments: TestEngine.allCases)
    func flat(kind: TestEngine) async throws {
        // In a process of its own, whose memory is not that of other tests.
        await #expect(processExitsWith: .success) { [kind] in
            try await Self.stream(on: kind)
        }
    }

    private static func stream(on kind: TestEngine) async throws {
        try await withEngine(kind) { engine in
            let (sum, growth) = try await engine.read { connection in
                let numbers: SQL =
                    switch connection.dialect {
                    case .sqlite:
                        """
                        WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 1000000)
                        SELECT n, printf('%.*c', 200, 'x') FROM numbers
                        """
                    case .postgres:
                        "SELECT n, repeat('x', 200) FROM generate_series(1, 1000000) AS numbers(n)"
                    }
                let before = residentMegabytes()
                var sum: Int64 = 0
                var growth = 0
                try connection.forEach(numbers) { row in
                    let number = try row.integer(0)
                    sum += number
                    if number % 50_000 == 0 {
                        try #expect(row.text(1).utf8.count == 200)
                        growth = max(growth, residentMegabytes() - before)
                    }
                }
                return (sum, growth)
            }
            #expect(sum == 500_000_500_000)
            // Held in memory it would be 200 MB and more.
            #expect(growth < 100)
        }
    }

    private static func residentMegabytes() -> Int {
        let pages = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")[1]
        return (pages.flatMap { Int($0) } ?? 0) * 4096 / 1_000_000
    }
}
