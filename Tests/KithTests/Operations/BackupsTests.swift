import Database
import Domain
import Foundation
import SQLite
import Stores
import Synchronization
import TestSupport
import Testing

@testable import Kith

@Suite("Backups made while Kith is served")
struct BackupsTests {
    @Test("one is the whole database of a moment, and follows nothing that is written afterwards")
    func whole() async throws {
        try await Self.with { stage, kith, owner, engine in
            try await stage.create(["name": "Ada"])
            try await kith.backups.start(by: owner)
            let list = try await Self.ended(kith, owner)
            #expect(list.problem == nil && list.backups.count == 1)
            try await stage.create(["name": "Ben"])
            let (backup, path) = try await kith.backups.open(list.backups[0].name, by: owner)
            #expect(backup.name.hasPrefix("kith-2026-") && backup.name.hasSuffix(".sqlite"))
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            let copy = try SQLiteEngine(path: path)
            #expect(try await copy.problems().isEmpty)
            let count = try await copy.read { try $0.first("SELECT COUNT(*) FROM contacts") { try $0.integer(0) } }
            #expect(count == 1)
            await copy.close()
            try await kith.backups.remove(backup.name, by: owner)
            #expect(try await kith.backups.all(by: owner).backups.isEmpty)
            let actions = try await kith.audit.entries(by: owner).entries.map(\.action)
            #expect(actions.prefix(3) == [.removedBackup, .downloadedBackup, .startedBackup])
        }
    }

    @Test("one at a time, also of several processes; one that is cancelled leaves nothing")
    func oneAtATime() async throws {
        let gate = Gate()
        try await Self.with(gate) { stage, kith, owner, engine in
            gate.isShut.withLock { $0 = true }
            try await kith.backups.start(by: owner)
            await #expect(throws: BackupError.running) { try await kith.backups.start(by: owner) }
            let other = Self.kith(on: engine, stage, Gate())
            await #expect(throws: BackupError.running) { try await other.backups.start(by: owner) }
            await other.close()
            #expect(try await kith.backups.all(by: owner).running != nil)
            try await kith.backups.cancel(by: owner)
            gate.isShut.withLock { $0 = false }
            let list = try await Self.ended(kith, owner)
            #expect(list.backups.isEmpty && list.problem == nil)
            #expect(try FileManager.default.contentsOfDirectory(atPath: list.folder) == [".lock"])
            try await kith.backups.start(by: owner)
            #expect(try await Self.ended(kith, owner).backups.count == 1)
        }
    }

    @Test("one that is being made ends with Kith, and leaves nothing")
    func closing() async throws {
        let gate = Gate()
        try await Self.with(gate) { stage, kith, owner, _ in
            gate.isShut.withLock { $0 = true }
            try await kith.backups.start(by: owner)
            await kith.close()
            gate.isShut.withLock { $0 = false }
            let list = try await Self.ended(kith, owner)
            #expect(list.backups.isEmpty && list.problem == nil)
        }
    }

    @Test("what a process left that died is removed; why one failed is said")
    func leftovers() async throws {
        try await Self.with { stage, kith, owner, _ in
            let folder = stage.folder.appending(path: "backups")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let left = folder.appending(path: "kith-2026-01-01T000000Z.sqlite.1.partial")
            try Data("half".utf8).write(to: left)
            #expect(try await kith.backups.all(by: owner).backups.isEmpty)
            try await kith.backups.start(by: owner)
            _ = try await Self.ended(kith, owner)
            #expect(!FileManager.default.fileExists(atPath: left.path))
        }
        let full = Gate()
        full.problem.withLock { $0 = DatabaseError(kind: .full, message: "the disk is full") }
        try await Self.with(full) { _, kith, owner, _ in
            try await kith.backups.start(by: owner)
            #expect(try await Self.ended(kith, owner).problem?.contains("full") == true)
        }
    }

    @Test("they are the owner's of the only organization, and names lead nowhere else")
    func whose() async throws {
        try await Self.with { stage, kith, owner, _ in
            let manager = try await stage.manager([.manageOrganization])
            await #expect(throws: PermissionError.notAnOwner) { try await kith.backups.all(by: manager) }
            try Data("secret".utf8).write(to: stage.folder.appending(path: "kith-secret.sqlite"))
            for name in ["../kith-secret.sqlite", "kith-secret.sqlite", ".lock", "", "kith-\u{0}.sqlite"] {
                await #expect(throws: BackupError.unknown) { try await kith.backups.open(name, by: owner) }
                await #expect(throws: BackupError.unknown) { try await kith.backups.remove(name, by: owner) }
            }
            _ = try await Stage.organization("second", in: kith)
            await #expect(throws: BackupError.severalOrganizations) { try await kith.backups.all(by: owner) }
            await #expect(throws: BackupError.severalOrganizations) { try await kith.backups.start(by: owner) }
        }
        try await Stage.with(.sqlite) { stage in
            await #expect(throws: BackupError.noFolder) { try await stage.kith.backups.all(by: stage.caller) }
        }
    }

    /// Holds a copying up, or lets it fail.
    private final class Gate: Sendable {
        let isShut = Mutex(false)
        let problem = Mutex<DatabaseError?>(nil)

        func pass(_ progress: (Double) throws -> Void) throws {
            if let problem = problem.withLock({ $0 }) { throw problem }
            while isShut.withLock({ $0 }) { usleep(1_000) }
            try progress(0.5)
        }
    }

    private static func kith(on engine: SQLiteEngine, _ stage: Stage, _ gate: Gate) -> Kith {
        let path = stage.folder.appending(path: "backups").path
        return Kith(
            engine: engine,
            now: { stage.clock.now() },
            randomBytes: { count in (0..<count).map { _ in UInt8.random(in: .min ... .max) } },
            backupFolder: BackupFolder(path: path, suffix: ".sqlite") { target, progress in
                try await engine.backup(to: target) { part in
                    try gate.pass(progress)
                    try progress(part)
                }
            }
        )
    }

    private static func with(
        _ gate: Gate = Gate(),
        _ test: (Stage, Kith, Caller, SQLiteEngine) async throws -> Void
    ) async throws {
        try await Stage.with(.sqlite) { stage in
            guard let engine = try stage.database.openAgain() as? SQLiteEngine else { throw Stage.Missing() }
            let kith = kith(on: engine, stage, gate)
            try await test(stage, kith, stage.caller, engine)
            await kith.close()
            await engine.close()
        }
    }

    /// The list once nothing is being made any more.
    private static func ended(_ kith: Kith, _ owner: Caller) async throws -> BackupList {
        while true {
            let list = try await kith.backups.all(by: owner)
            if list.running == nil { return list }
            try await Task.sleep(for: .milliseconds(5))
        }
    }
}
