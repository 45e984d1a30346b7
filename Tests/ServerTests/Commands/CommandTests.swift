import Database
import Domain
import Foundation
import Postgres
import TestSupport
import Testing

@Suite("The command line")
struct CommandTests {
    private static let contacts = """
        id,name,email,phone,plan,tags,ltv
        1,김민준,minjun@example.com,010-1234-5678,pro,"vip,newsletter",120.5
        2,Ada Smith,ADA@example.com,+14155552671,free,vip,
        3,José,not an address,,pro,,1
        """

    @Test("takes a file in and answers questions about it", arguments: TestEngine.allCases)
    func walk(_ kind: TestEngine) async throws {
        try await withDemo(kind) { program, _, folder in
            let file = folder.appending(path: "contacts.csv")
            try Self.contacts.write(to: file, atomically: false, encoding: .utf8)
            let refused = folder.appending(path: "refused.csv")
            let arguments = [
                "import", file.path, "--organization", "demo", "--kind", "members", "--map", "id=memberId",
                "--create-properties", "--refused", refused.path, "--json",
            ]
            let first = try JSON(parsing: try #require(try await program.run(arguments).lines.last))
            #expect(first["created"]?.integer == 2)
            #expect(first["refused"]?.integer == 1)
            #expect(first["seconds"]?.number ?? -1 >= 0)
            #expect(try String(contentsOf: refused, encoding: .utf8).contains("not an address"))
            let again = try JSON(parsing: try #require(try await program.run(arguments).lines.last))
            #expect(again["created"]?.integer == 0)
            #expect(again["updated"]?.integer == 0)
            #expect(again["unchanged"]?.integer == 2)

            let filters = [
                ("", 2), ("plan = pro and tags: vip", 1), ("profile.plan = pro", 1), ("ltv > 100", 1),
                ("ltv is empty", 1),
                ("email = ada@example.com", 1), ("tags: any(vip, nobody)", 2),
            ]
            for (filter, count) in filters {
                let outcome = try await program.run("count", "--organization", "demo", "--filter", filter)
                #expect(outcome.output == "\(count)\n", "\(filter): \(outcome.errors)")
            }
            try "ADA@example.com 010-1234-5678\n\"Ada Smith\" 3".write(
                to: folder.appending(path: "terms.txt"),
                atomically: false,
                encoding: .utf8
            )
            let missing = folder.appending(path: "missing.txt")
            let terms = ["--organization", "demo", "--terms", folder.appending(path: "terms.txt").path]
            let found = try await program.run(["count"] + terms + ["--missing", missing.path])
            #expect(found.output == "2\n")
            #expect(found.errors.contains("2 of the terms lead to nobody"))
            #expect(try String(contentsOf: missing, encoding: .utf8) == "\"Ada Smith\"\n3\n")
            let named = try await program.run(["query"] + terms + ["--key", "name", "--json"])
            #expect(named.lines.count == 1 && named.output.contains("ADA@example.com"))
            let contained = try await program.run(["count"] + terms + ["--key", "ltv", "--contained", "--json"])
            #expect(try JSON(parsing: try #require(contained.lines.first)) == ["count": 0, "missing": 4])
            #expect(try await program.run("count", "--organization", "demo", "--key", "name").status != 0)
            #expect(try await program.run("count", "--organization", "demo", "--terms", "/nowhere").status == 1)
            // The standard input of the test has nothing in it.
            let nothing = try await program.run("count", "--organization", "demo", "--terms", "-")
            #expect(nothing.status == 1 && nothing.errors.contains("no term"))
            let query = try await program.run(
                "query",
                "--organization",
                "demo",
                "--search",
                "010 1234",
                "--sort",
                "name",
                "--limit",
                "5",
                "--json"
            )
            let contact = try JSON(parsing: try #require(query.lines.first))
            #expect(query.lines.count == 1)
            #expect(contact["profile"]?["name"]?.string == "김민준")
            #expect(contact["memberId"]?.string == "1")
        }
    }

    @Test("a wrong filter is shown with its place, and exits with 1", arguments: TestEngine.allCases)
    func wrongFilter(_ kind: TestEngine) async throws {
        try await withDemo(kind) { program, _, _ in
            let long = Array(repeating: "name contains a", count: 500).joined(separator: " and ") + " and nmae = x"
            let outcome = try await program.run("count", "--organization", "demo", "--filter", long)
            #expect(outcome.status == 1)
            #expect(outcome.output.isEmpty)
            #expect(outcome.errors.contains("there is no property “nmae”"), "\(outcome.errors)")
            #expect(outcome.errors.contains("^^^^"), "\(outcome.errors)")
            #expect(outcome.errors.utf8.count < 1_000)
        }
    }

    @Test("a database that cannot be written to any more keeps what it has, and says what to do")
    func fullDisk() async throws {
        try await withDemo(.sqlite) { program, database, folder in
            let file = folder.appending(path: "contacts.csv")
            let rows = (1...60_000).map { "m\($0),Person \($0),p\($0)@example.com" }
            try (["memberId,name,email"] + rows).joined(separator: "\n").write(
                to: file,
                atomically: false,
                encoding: .utf8
            )
            // The system's own limit on the size of a file stands in for a full disk.
            let limited = Program(place: program.place, prefix: ["prlimit", "--fsize=16000000"])
            let arguments = ["import", file.path, "--organization", "demo", "--kind", "members"]
            let outcome = try await limited.run(arguments)
            #expect(outcome.status == 1, "\(outcome.output)")
            #expect(outcome.errors.contains("rows are kept"), "\(outcome.errors)")
            let kept = Int(try await program.run("count", "--organization", "demo").output.trimmed) ?? 0
            #expect(kept > 0 && kept < 60_000)
            #expect(try await program.run("check").status == 0)
            #expect(try await program.run(arguments).status == 0)
            #expect(try await program.run("count", "--organization", "demo").output == "60000\n")
        }
    }

    @Test("wrong usage exits with 64, an unknown organization with 1")
    func statuses() async throws {
        try await withDatabase(.sqlite) { database in
            let program = Program(database)
            #expect(try await program.run("count").status == 64)
            #expect(try await program.run("nonsense").status == 64)
            let unknown = try await program.run("count", "--organization", "nobody")
            #expect(unknown.status == 1)
            #expect(unknown.errors.contains("nobody"))
        }
    }

    @Test("a backup, restored elsewhere, holds the same", arguments: TestEngine.allCases)
    func backup(_ kind: TestEngine) async throws {
        try await withDemo(kind) { program, database, folder in
            let file = folder.appending(path: "contacts.csv")
            try Self.contacts.write(to: file, atomically: false, encoding: .utf8)
            _ = try await program.run(
                "import",
                file.path,
                "--organization",
                "demo",
                "--kind",
                "members",
                "--map",
                "id=memberId"
            )
            let copy = folder.appending(path: "backup.kith").path
            let backup = try await program.run("backup", copy)
            #expect(backup.status == 0, "\(backup.errors)")
            let intoFull = try await program.run("restore", copy)
            #expect(intoFull.status == 1, "what is there is never written over")
            let elsewhere =
                switch kind {
                case .sqlite: Program(folder: folder.appending(path: "restored"))
                case .postgres: Program(url: try await Self.emptyCopy(of: database))
                }
            let restored = try await elsewhere.run("restore", copy)
            #expect(restored.status == 0, "\(restored.errors)")
            #expect(try await elsewhere.run("count", "--organization", "demo").output == "2\n")
            #expect(try await elsewhere.run("check").status == 0)
        }
    }

    /// Another database of the same server, with a schema of the same name and nothing in it.
    private static func emptyCopy(of database: TestDatabase) async throws -> String {
        let schema = try await database.read { try $0.first("SELECT current_schema()") { try $0.text(0) } ?? "" }
        let name = "copy_of_\(schema)"
        try await database.maintain { try $0.execute(SQL(unsafe: "CREATE DATABASE \(name)")) }
        let url = database.location.replacing("/kith?", with: "/\(name)?")
        let copy = PostgresEngine(url: url)
        try await copy.attempt { try $0.execute(SQL(unsafe: "CREATE SCHEMA \(schema)")) }
        await copy.close()
        return url
    }
}
