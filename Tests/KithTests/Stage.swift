import Database
import Domain
import Foundation
import Kith
import Stores
import Synchronization
import TestSupport

/// An organization in a fresh database whose contacts a test works with, and a clock that the test holds.
final class Stage: Sendable {
    /// Small enough for files of a few thousand rows to have several batches.
    static let batchRows = 1_000

    static let start = Instant(milliseconds: 1_795_262_260_000)

    let kith: Kith
    let caller: Caller
    let clock = Clock()
    let database: TestDatabase
    let folder: URL

    private init(database: TestDatabase, folder: URL) async throws {
        self.database = database
        self.folder = folder
        kith = Self.kith(on: database, clock: clock)
        caller = try await Self.organization("demo", in: kith)
    }

    static func with(_ kind: TestEngine, _ test: (Stage) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kith-import-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await withDatabase(kind) { database in
            _ = try await Migrator(KithSchema.migrations).migrate(database, at: start.milliseconds)
            let stage = try await Stage(database: database, folder: folder)
            try await test(stage)
            await stage.kith.close()
        }
    }

    static func kith(on engine: any Engine, clock: Clock = Clock(), rosterFolder: RosterFolder? = nil) -> Kith {
        Kith(
            engine: engine,
            now: { clock.now() },
            randomBytes: { count in (0..<count).map { _ in UInt8.random(in: .min ... .max) } },
            rosterFolder: rosterFolder,
            passwordCost: PasswordCost(rounds: 16, blockSize: 1, parallelism: 1)
        )
    }

    /// Each reading of the clock is a millisecond later than the one before, so that ids never have to wait.
    final class Clock: Sendable {
        private let state = Mutex(Stage.start)

        func now() -> Instant {
            state.withLock { state in
                state = state + 1
                return state
            }
        }

        func advance(_ milliseconds: Int64) {
            state.withLock { $0 = $0 + milliseconds }
        }
    }

    static func organization(_ key: String, capacity: Int? = nil, in kith: Kith) async throws -> Caller {
        let settings = try OrganizationSettings(
            name: "Demo Inc.",
            country: "KR",
            timeZone: "Asia/Seoul",
            managedUsersIncluded: capacity
        )
        return .console(try await kith.organizations.create(key: OrganizationKey(key), settings: settings).id)
    }
}

extension Stage {
    /// Writes a file into the folder of the test and returns its path.
    func file(_ text: String, name: String = "contacts.csv") throws -> String {
        let path = folder.appending(path: name)
        try Data(text.utf8).write(to: path)
        return path.path
    }

    func path(_ name: String) -> String { folder.appending(path: name).path }

    func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: folder.appending(path: name)), as: UTF8.self)
    }

    /// Imports members, in the order of the lines.
    @discardableResult
    func members(
        _ text: String,
        by caller: Caller? = nil,
        _ change: (inout ImportOptions) -> Void = { _ in }
    ) async throws -> ImportCounts {
        try await run(text, .members, by: caller, change).counts
    }

    @discardableResult
    func leads(
        _ text: String,
        by caller: Caller? = nil,
        _ change: (inout ImportOptions) -> Void = { _ in }
    ) async throws -> ImportCounts {
        try await run(text, .leads, by: caller, change).counts
    }

    func run(
        _ text: String,
        _ kind: Import.Kind,
        by caller: Caller? = nil,
        _ change: (inout ImportOptions) -> Void = { _ in }
    ) async throws -> ImportResult {
        var options = ImportOptions(path: try file(text), kind: kind, batchRows: Self.batchRows)
        change(&options)
        return try await kith.imports.run(options, by: caller ?? self.caller)
    }

    /// Puts a property into the catalogue, or in the place of the one with its key.
    func define(_ property: Property) async throws {
        let organization = caller.organization
        try await kith.write { transaction in
            try transaction.connection.execute(
                "DELETE FROM properties WHERE org_id = \(organization.rawValue) AND key = \(property.key)"
            )
            try PropertyStore(organization, transaction.connection).insert([property])
            transaction.note(Changed(catalogue: true), in: organization)
        }
    }
}

extension ImportCounts {
    init(created: Int = 0, updated: Int = 0, unchanged: Int = 0, merged: Int = 0, skipped: Int = 0, refused: Int = 0) {
        self.init()
        self.created = created
        self.updated = updated
        self.unchanged = unchanged
        self.merged = merged
        self.skipped = skipped
        self.refused = refused
    }
}

extension Stage {
    /// Lets an identity lead to a contact, as merging leaves it.
    func lead(_ identity: Identity, to contact: ContactID) async throws {
        let organization = caller.organization
        try await kith.write { transaction in
            try IdentityStore(organization, transaction.connection).insert([(identity: identity, contact: contact)])
        }
    }
}
