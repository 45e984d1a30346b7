import Domain
import Foundation
import TestSupport
import Testing

@Suite("Capacity on the command line")
struct CapacityTests {
    @Test(
        "U10: says how many managed users there may be; beyond it an import is refused",
        arguments: TestEngine.allCases
    )
    func capacity(_ kind: TestEngine) async throws {
        try await withDemo(kind) { program, _, folder in
            let unlimited = try await program.run("organization", "capacity", "demo")
            #expect(unlimited.output == "Managed users: 0 of any number.\n")
            let command = ["organization", "capacity", "demo", "--included", "2", "--json"]
            let set = try JSON(parsing: try #require(try await program.run(command).lines.first))
            #expect(set["included"]?.integer == 2)
            #expect(set["free"]?.integer == 2)

            let file = folder.appending(path: "contacts.csv")
            try "memberId\na\nb\nc\n".write(to: file, atomically: false, encoding: .utf8)
            let arguments = ["import", file.path, "--organization", "demo", "--kind", "members"]
            let refused = try await program.run(arguments)
            #expect(refused.status == 1)
            #expect(refused.errors.contains("2 of 2 are free"), "\(refused.errors)")
            #expect(try await program.run("count", "--organization", "demo").output == "0\n")

            let added = try await program.run("organization", "capacity", "demo", "--add", "1")
            #expect(added.output == "Managed users: 0 of 3 (2 included, 1 added).\n")
            #expect(try await program.run(arguments).status == 0)
            #expect(try await program.run("organization", "capacity", "demo", "--add", "0").status == 1)
            let both = ["organization", "capacity", "demo", "--included", "2", "--unlimited"]
            #expect(try await program.run(both).status == 64)
            _ = try await program.run("organization", "capacity", "demo", "--unlimited")
            #expect(try await program.run("organization", "capacity", "nobody").status == 1)
        }
    }
}
