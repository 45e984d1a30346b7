import Domain
import Foundation
import TestSupport
import Testing

/// `kill -9` while `kith serve` keeps rosters, and what the next start makes of it.
@Suite("A server that is killed", .serialized)
struct KilledServerTests {
    private static let rows = 10_000
    private static let newRows = 5_000
    /// It takes some tries to kill it before it is through with the file.
    private static let mostTries = 20
    private static let merges = 2

    @Test("while it writes the file of a roster leaves nothing that is wrong or stays", arguments: TestEngine.allCases)
    func writing(kind: TestEngine) async throws {
        try await withDemo(kind) { program, _, folder in
            try await expectImported(Members(0..<Self.rows), by: program, in: folder)
            let rosters = Rosters(folder: folder.appending(path: "rosters"))
            var tries = 0
            repeat {
                tries += 1
                try rosters.remove()
                try await ServedProgram.with(program, rosters.option) { served in
                    await rosters.killAsSoonAsUnfinished(served)
                }
            } while !rosters.hasUnfinished && tries < Self.mostTries
            #expect(rosters.hasUnfinished, "it was never killed in the middle")
            try await expectWhole(program, rosters, contacts: Self.rows)
        }
    }

    @Test("in the middle of a merge of what came in knows them all at the next start", arguments: TestEngine.allCases)
    func merging(kind: TestEngine) async throws {
        try await withDemo(kind) { program, _, folder in
            let rosters = Rosters(folder: folder.appending(path: "rosters"))
            var contacts = 0
            for _ in 0..<Self.merges {
                let members = Members(contacts..<contacts + Self.newRows)
                try await ServedProgram.with(program, rosters.option) { served in
                    #expect(try await served.ready().contacts == contacts)
                    async let imported: Void = expectImported(members, by: program, in: folder)
                    try await served.wait {
                        try await served.metrics("kith_roster")["kith_roster_merges"] == 1
                    }
                    served.killAtOnce()
                    try await imported
                }
                contacts += Self.newRows
                try await expectWhole(program, rosters, contacts: contacts)
            }
            let check = try await program.run("check")
            #expect(check.status == 0, "\(check.output)")
        }
    }

    /// Starts a server, whose roster must have what the rows have, and stops it.
    private func expectWhole(_ program: Program, _ rosters: Rosters, contacts: Int) async throws {
        let key = try await program.key()
        try await ServedProgram.with(program, rosters.option) { served in
            #expect(try await served.ready().contacts == contacts)
            #expect(try await served.metrics("kith_roster")["kith_roster_contacts"] == Double(contacts))
            for filter in ["company = \"Company 7\"", "email ends with 9@example.com"] {
                let rows = try await program.run("count", "--organization", "demo", "--filter", filter)
                #expect(
                    try await served.count(filter, key: key) == Int64(rows.output.trimmed),
                    "\(filter) \(rows.errors)"
                )
            }
            #expect(await served.stop() == 0)
        }
        let names = try rosters.names
        #expect(names.map { $0.hasSuffix(".roster") } == [true], "there is more or less than one file: \(names)")
    }

    private func expectImported(_ members: Members, by program: Program, in folder: URL) async throws {
        let outcome = try await program.run(members.importing(in: folder))
        #expect(outcome.status == 0, "\(outcome.errors)")
    }
}

/// The folder of rosters of one organization.
private struct Rosters {
    let folder: URL

    var option: [String] { ["--roster-folder", folder.path] }

    var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path) }
    }

    var hasUnfinished: Bool { (try? names)?.contains { $0.hasSuffix(".unfinished") } ?? false }

    func remove() throws {
        guard FileManager.default.fileExists(atPath: folder.path) else { return }
        try FileManager.default.removeItem(at: folder)
    }

    /// Kills the server while it writes a file, where it is not through with it before that is seen.
    func killAsSoonAsUnfinished(_ served: ServedProgram) async {
        await withCheckedContinuation { continuation in
            // Looks often, and waits for nobody.
            Thread.detachNewThread {
                let end = ContinuousClock.now + .seconds(60)
                while ContinuousClock.now < end, (try? names.isEmpty) ?? true { usleep(100) }
                served.killAtOnce()
                continuation.resume()
            }
        }
    }
}
