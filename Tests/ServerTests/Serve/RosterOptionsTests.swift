import Domain
import Foundation
import TestSupport
import Testing

@Suite("The folder of rosters, as kith serve is told")
struct RosterOptionsTests {
    @Test("is where --roster-folder says, and metrics tell what was loaded from it", arguments: TestEngine.allCases)
    func option(kind: TestEngine) async throws {
        try await withDemo(kind) { program, _, folder in
            try await Self.makeThree(program, in: folder)
            let rosters = folder.appending(path: "rosters")
            for isFromFile in [false, true] {
                try await ServedProgram.with(program, ["--roster-folder", rosters.path]) { served in
                    #expect(try await served.ready() == .init(contacts: 3, isFromFile: isFromFile))
                    let metrics = try await served.metrics("kith_roster")
                    #expect(metrics["kith_rosters"] == 1)
                    #expect(metrics["kith_roster_contacts"] == 3)
                    #expect(metrics["kith_roster_bytes", default: 0] > 0)
                    #expect(metrics["kith_roster_merges"] == 0)
                    #expect(metrics["kith_roster_seq_behind"] == 0)
                    #expect(metrics["kith_roster_loads_from_rows"] == (isFromFile ? 0 : 1))
                    #expect(metrics["kith_roster_loads_from_files"] == (isFromFile ? 1 : 0))
                    #expect(await served.stop() == 0)
                }
                #expect(try Self.files(in: rosters).count == 1)
            }
            if let data = Self.dataFolder(program) {
                #expect(try Self.files(in: data.appending(path: "rosters")) == [])
            }
        }
    }

    @Test("else where KITH_ROSTER_FOLDER says", arguments: TestEngine.allCases)
    func environment(kind: TestEngine) async throws {
        try await withDemo(kind) { program, _, folder in
            try await Self.makeThree(program, in: folder)
            let named = folder.appending(path: "named")
            let other = folder.appending(path: "other")
            let program = Program(place: program.place, prefix: ["KITH_ROSTER_FOLDER=\(named.path)"])
            for (options, place) in [([], named), (["--roster-folder", other.path], other)] {
                try await ServedProgram.with(program, options) { served in
                    let ready = try await served.ready()
                    #expect(ready == .init(contacts: 3, isFromFile: false))
                    #expect(await served.stop() == 0)
                }
                #expect(try Self.files(in: place).count == 1)
            }
        }
    }

    @Test("else in the folder of the database, and nowhere with PostgreSQL", arguments: TestEngine.allCases)
    func unsaid(kind: TestEngine) async throws {
        try await withDemo(kind) { program, _, folder in
            try await Self.makeThree(program, in: folder)
            let data = Self.dataFolder(program)
            for round in 0..<2 {
                try await ServedProgram.with(program) { served in
                    let ready = try await served.ready()
                    #expect(ready == .init(contacts: 3, isFromFile: data != nil && round == 1))
                    #expect(await served.stop() == 0)
                }
                if let data { #expect(try Self.files(in: data.appending(path: "rosters")).count == 1) }
            }
        }
    }

    @Test("without memory for rosters there are none, and SQL answers")
    func noMemory() async throws {
        try await withDemo(.sqlite) { program, _, folder in
            try await Self.makeThree(program, in: folder)
            let key = try await program.key()
            try await ServedProgram.with(program, ["--roster-megabytes", "0"]) { served in
                try await served.listening()
                #expect(try await served.count("name is not empty", key: key) == 3)
                #expect(try await served.metrics("kith_roster")["kith_rosters"] == 0)
                #expect(await served.stop() == 0)
            }
        }
    }

    private static func makeThree(_ program: Program, in folder: URL) async throws {
        let imported = try await program.run(Members(0..<3).importing(in: folder))
        #expect(imported.status == 0, "\(imported.errors)")
    }

    /// The folder of the database, where it is in one.
    private static func dataFolder(_ program: Program) -> URL? {
        program.place.first == "--data" ? program.place.last.map { URL(filePath: $0) } : nil
    }

    private static func files(in folder: URL) throws -> [String] {
        guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: folder.path)
    }
}
