import Database
import Domain
import Foundation
import Kith
import TestSupport
import Testing

@Suite("What remains of deleted people")
struct ResidueTests {
    /// In each value that the person has, in both cases.
    private static let words = [
        "annabella", "ann.secret", "8210444455", "member-ann", "secret street", "acme of ann", "old company",
        "another e-mail", "typed by many", "second name",
    ]

    @Test("U17: deleting a person leaves none of its values in the database file, its log or the answers kept")
    func nothingRemains() async throws {
        try await withDatabase(.sqlite) { database in
            try await ServedAPI.run(on: database) { api in
                let program = try await api.program()
                try await Self.live(program, api)
                let file = URL(filePath: database.location)
                try await api.kith.shrinkLog()
                let before = try Self.found(in: file.deletingLastPathComponent())
                // A test that finds nothing beforehand would find nothing afterwards, either.
                #expect(before.count >= Self.words.count - 1)
                let ann = try await program.get("/contacts?memberId=member-ann")["contacts"]?.array?.first?["id"]?
                    .string
                let gone = try await program.delete("/contacts/\(ann ?? "")", ["Idempotency-Key": "gone"])
                #expect(gone.status == 204)
                try await api.kith.shrinkLog()
                #expect(try Self.found(in: file.deletingLastPathComponent()) == [])
                let again = try await program.post("/contacts", Self.person, ["Idempotency-Key": "ann"])
                #expect(again.status == 410)
            }
        }
    }

    @Test("U33: nothing that retention makes anonymous or deletes stays in the file, its log or the answers kept")
    func nothingRemainsAfterRetention() async throws {
        for action in ["anonymise", "delete"] {
            try await withDatabase(.sqlite) { database in
                try await ServedAPI.run(on: database) { api in
                    let program = try await api.program()
                    try await Self.live(program, api)
                    _ = try await program.put("/privacy/retention-rule", ["action": .string(action), "days": 30])
                    api.clock.advance(40 * 86_400_000)
                    let run = try await program.post("/privacy/retention-runs", [:])
                    #expect(run.status == 202)
                    while try await JobRunner(kith: api.kith).runOne() {}
                    try await api.kith.shrinkLog()
                    let file = URL(filePath: database.location)
                    #expect(try Self.found(in: file.deletingLastPathComponent()) == [], "\(action)")
                    let again = try await program.post("/contacts", Self.person, ["Idempotency-Key": "ann"])
                    #expect(again.status == 410)
                }
            }
        }
    }

    @Test("U17: deleting a person leaves none of its values in the files of rosters, either")
    func nothingRemainsInRosters() async throws {
        try await withDatabase(.sqlite) { database in
            let data = URL(filePath: database.location).deletingLastPathComponent()
            let folder = data.appending(path: "rosters")
            try await ServedAPI.run(on: database, rosterFolder: RosterFolder(path: folder.path)) { api in
                let program = try await api.program()
                try await Self.live(program, api)
                try await api.kith.shrinkLog()
                let keeping = Task { await api.kith.rosters.run(bytes: 1_000_000_000) { _ in } }
                var inFiles: [String] = []
                for _ in 0..<500 where inFiles.isEmpty {
                    try await Task.sleep(for: .milliseconds(10))
                    inFiles = (try? Self.found(in: folder)) ?? []
                }
                #expect(inFiles.contains("annabella") && inFiles.contains("ann.secret"))
                let ann = try await program.get("/contacts?memberId=member-ann")["contacts"]?.array?.first?["id"]?
                    .string
                #expect(try await program.delete("/contacts/\(ann ?? "")").status == 204)
                #expect(try Self.found(in: folder) == [])
                // Stopping writes the file again.
                keeping.cancel()
                await keeping.value
                try await api.kith.shrinkLog()
                #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) != [])
                #expect(try Self.found(in: data) == [])
            }
        }
    }

    private static let person: JSON = [
        "memberId": "member-ann",
        "profile": [
            "name": "Annabella", "email": "ann.secret@example.com", "mobileNumber": "010-4444-5555",
            "address": "Secret Street 1", "company": "Old Company",
        ],
    ]

    /// Lets a person leave traces wherever they are left: answers, edits, merges, jobs, duplicates, the timeline.
    private static func live(_ program: Client, _ api: ServedAPI) async throws {
        for number in 0..<200 {
            _ = try await program.post("/contacts", ["profile": ["name": .string("Neighbour \(number)")]])
        }
        let ann = try await program.post("/contacts", person, ["Idempotency-Key": "ann"])
        #expect(ann.status == 201)
        let path = "/contacts/\(ann.id)"
        _ = try await program.patch(path, ["profile": ["company": "Acme of Ann"]], ["Idempotency-Key": "edit"])
        _ = try await program.patch(path, ["profile": ["notes": "another e-mail"]])
        let other = try await program.post(
            "/contacts",
            ["profile": ["name": "Second Name", "mobileNumber": "010-4444-5555"], "addAnyway": true],
            ["Idempotency-Key": "other"]
        )
        let merged = try await program.post(
            "/merges",
            ["primary": .string(ann.id), "others": [.string(other.id)]],
            ["Idempotency-Key": "merge"]
        )
        #expect(merged.status == 200)
        let bulk = try await program.post(
            "/bulk-changes",
            ["contacts": [.string(ann.id)], "change": ["profile": ["title": "Typed by many"]]],
            ["Idempotency-Key": "bulk"]
        )
        #expect(bulk.status == 202)
        while try await JobRunner(kith: api.kith).runOne() {}
    }

    /// The words that stand in any file of a folder, and of those in it.
    private static func found(in folder: URL) throws -> [String] {
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
            .map { folder.appending(path: $0) }.filter { !isFolder($0) }
        let texts = try files.map { file in
            String(decoding: try Data(contentsOf: file).map { $0 | ($0 > 64 && $0 < 91 ? 32 : 0) }, as: UTF8.self)
        }
        return words.filter { word in texts.contains { $0.contains(word) } }
    }

    private static func isFolder(_ url: URL) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) && isFolder.boolValue
    }
}
