import Database
import Domain
import Foundation
import Stores
import Synchronization
import TestSupport
import Testing

@testable import Kith

@Suite("Files of rosters")
struct RosterFilesTests {
    @Test("the next start takes the file, and what was committed since", arguments: TestEngine.allCases)
    func nextStart(kind: TestEngine) async throws {
        try await FileStage.with(kind) { stage in
            for number in 1...30 { _ = try await stage.create("Ada \(number)") }
            try await stage.start { run in
                #expect(run.ready == [.init(contacts: 30, isFromFile: false)])
                _ = try await stage.create("Ben")
            }
            #expect(stage.hasFile)
            _ = try await stage.create("Cem")
            try await stage.start { run in
                #expect(run.ready == [.init(contacts: 32, isFromFile: true)])
                #expect(try await run.count("name = cem") == 1)
                #expect(try await run.count("name starts with ad") == 30)
                _ = try await stage.create("Dia")
                while try await run.count("") != 33 { try await Task.sleep(for: .milliseconds(20)) }
                #expect(run.failures == [])
            }
        }
    }

    @Test("the file is written soon after contacts were read from their rows", arguments: TestEngine.allCases)
    func writtenSoon(kind: TestEngine) async throws {
        try await FileStage.with(kind) { stage in
            _ = try await stage.create("Ada")
            try await stage.start { _ in try await stage.waitForFile() }
        }
    }

    @Test("a file does not outlive people who are deleted", arguments: TestEngine.allCases)
    func deleted(kind: TestEngine) async throws {
        try await FileStage.with(kind) { stage in
            let ada = try await stage.create("Ada")
            _ = try await stage.create("Ben")
            try await stage.start { run in
                try await stage.waitForFile()
                // By the same process: it is gone before the verb returns.
                try await run.kith.contacts.delete(ada, by: stage.stage.caller)
                #expect(!stage.hasFile)
                #expect(try await run.count("") == 1)
            }
            // Written anew at the stop, without her.
            #expect(try stage.fileText.contains("ben") && !stage.fileText.contains("ada"))

            // By a process that knows of no folder: whoever follows the feed removes it before any reader knows.
            let cem = try await stage.create("Cem")
            try await stage.start { run in
                #expect(run.ready.last?.isFromFile == true)
                #expect(stage.hasFile)
                try await stage.stage.kith.contacts.delete(cem, by: stage.stage.caller)
                while try await run.count("") != 1 { try await Task.sleep(for: .milliseconds(5)) }
                #expect(!stage.hasFile)
            }

            // While nobody ran: the next start opens the file, and removes it.
            let dia = try await stage.create("Dia")
            try await stage.start { _ in }
            #expect(try stage.fileText.contains("dia"))
            try await stage.stage.kith.contacts.delete(dia, by: stage.stage.caller)
            try await stage.start { run in
                #expect(run.ready == [.init(contacts: 1, isFromFile: true)])
                #expect(!stage.hasFile)
            }
            #expect(try !stage.fileText.contains("dia"))
        }
    }

    @Test("a file of another state of the database, or of other readings, or a damaged one is thrown away")
    func thrownAway() async throws {
        try await FileStage.with(.sqlite) { stage in
            let properties = stage.stage.kith.properties
            let console = stage.stage.caller
            _ = try await stage.create("Ada")
            try await stage.start { _ in }
            try await stage.start { run in #expect(run.ready.last?.isFromFile == true) }

            // Restored from a backup, and something else was committed since at the same place of the feed.
            try await stage.stage.database.write { connection in
                try connection.execute(
                    "UPDATE changes SET at = at + 1 WHERE seq = (SELECT max(seq) FROM changes)"
                )
            }
            try await stage.start { run in #expect(run.ready.last?.isFromFile == false) }

            // Restored, and the place of the file was not reached again.
            try await stage.start { run in #expect(run.ready.last?.isFromFile == true) }
            try await stage.stage.database.write { connection in
                try connection.execute("DELETE FROM changes WHERE seq = (SELECT max(seq) FROM changes)")
                try connection.execute("UPDATE change_counters SET seq = seq - 1")
            }
            try await stage.start { run in #expect(run.ready.last?.isFromFile == false) }

            _ = try await properties.define(PropertyDefinition(key: "shoe", name: "Shoe", type: .text), by: console)
            try await stage.start { run in #expect(run.ready.last?.isFromFile == false) }

            try await stage.start { run in #expect(run.ready.last?.isFromFile == true) }
            var bytes = try Data(contentsOf: stage.file)
            bytes[bytes.count / 2] ^= 1
            try bytes.write(to: stage.file)
            try await stage.start { run in
                #expect(run.ready == [.init(contacts: 1, isFromFile: false)])
                #expect(run.failures == [])
            }
            try await stage.start { run in #expect(run.ready.last?.isFromFile == true) }
        }
    }

    @Test("what a killed process left, and files of organizations that are gone or not kept, are removed")
    func swept() async throws {
        try await FileStage.with(.sqlite) { stage in
            _ = try await stage.create("Ada")
            try await stage.start { _ in }
            let left = stage.file.appendingPathExtension("unfinished")
            let gone = stage.folder.appending(path: "0000000000001.roster")
            let foreign = stage.folder.appending(path: "notes.txt")
            for file in [left, gone, foreign] { try Data("ada".utf8).write(to: file) }
            try await stage.start { run in #expect(run.ready.last?.isFromFile == true) }
            let names = try FileManager.default.contentsOfDirectory(atPath: stage.folder.path)
            #expect(Set(names) == [stage.file.lastPathComponent, "notes.txt"])
            let mode = try FileManager.default.attributesOfItem(atPath: stage.folder.path)[.posixPermissions] as? Int
            #expect(mode == 0o700)
            // Where the memory does not reach for a roster, nobody would take people out of its file.
            try await stage.start(bytes: 0, waiting: false) { _ in
                while stage.hasFile { try await Task.sleep(for: .milliseconds(5)) }
            }
            #expect(!stage.hasFile)
        }
    }
}

/// An organization whose rosters are kept in files, by one process after the other.
private struct FileStage {
    let stage: Stage
    let folder: URL

    static func with(_ kind: TestEngine, _ test: (FileStage) async throws -> Void) async throws {
        try await Stage.with(kind) { stage in
            try await test(FileStage(stage: stage, folder: stage.folder.appending(path: "rosters")))
        }
    }

    var file: URL { folder.appending(path: "\(stage.caller.organization).roster") }
    var hasFile: Bool { FileManager.default.fileExists(atPath: file.path) }
    var fileText: String { get throws { String(decoding: try Data(contentsOf: file), as: UTF8.self) } }

    /// By a process that knows of no files.
    func create(_ name: String) async throws -> ContactID {
        try await stage.create(["name": .string(name)]).contact.id
    }

    func waitForFile() async throws {
        for _ in 0..<500 where !hasFile { try await Task.sleep(for: .milliseconds(10)) }
        #expect(hasFile)
    }

    /// Runs a process that keeps rosters, does something once they are ready, and stops it.
    func start(
        bytes: Int = 1_000_000_000,
        waiting: Bool = true,
        _ test: (Run) async throws -> Void
    ) async throws {
        let engine = try stage.database.openAgain()
        let kith = Stage.kith(on: engine, rosterFolder: RosterFolder(path: folder.path))
        let run = Run(kith: kith, caller: stage.caller)
        let keeping = Task { await kith.rosters.run(bytes: bytes, report: run.note) }
        while waiting, run.ready.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
        do {
            try await test(run)
        } catch {
            Issue.record(error)
        }
        keeping.cancel()
        await keeping.value
        await kith.close()
        await engine.close()
    }

    final class Run: Sendable {
        struct Ready: Equatable {
            var contacts: Int
            var isFromFile: Bool
        }

        let kith: Kith
        let caller: Caller
        private let news = Mutex<[RosterNews]>([])

        init(kith: Kith, caller: Caller) {
            self.kith = kith
            self.caller = caller
        }

        @Sendable func note(_ news: RosterNews) {
            self.news.withLock { $0.append(news) }
        }

        var ready: [Ready] {
            news.withLock { $0 }.compactMap { news in
                guard case .ready(let ready) = news else { return nil }
                return Ready(contacts: ready.contacts, isFromFile: ready.isFromFile)
            }
        }

        var failures: [String] {
            news.withLock { $0 }.compactMap { if case .failed(let problem) = $0 { problem } else { nil } }
        }

        /// As the roster counts.
        func count(_ filter: String) async throws -> Int {
            let snapshot = try #require(await kith.rosters.snapshot(of: caller.organization))
            let question = ContactQuestion(filter: filter)
            return try await kith.read { [caller, kith] connection in
                let catalogue = try kith.catalogue(of: caller.organization, connection)
                let selection = question.selection(try question.filter(in: catalogue), in: catalogue, at: kith.now())
                return try ContactIndex(of: caller.organization, connection, snapshot: snapshot).count(selection)
            }
        }
    }
}
