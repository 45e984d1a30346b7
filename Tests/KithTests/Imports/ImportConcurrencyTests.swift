import Database
import Domain
import Kith
import Stores
import Synchronization
import TestSupport
import Testing

/// Imports that run beside each other, as in two processes, and changes while one runs.
@Suite struct ImportConcurrencyTests {
    static let people = 3_000

    /// The same people, in one order or the other; every third one was a lead before.
    static func text(_ numbers: some Sequence<Int>, plan: String) -> String {
        "memberId,name,email,phone,tags,\(plan)\n"
            + numbers.map { "m\($0),P\($0),p\($0)@example.com,010-2222-\(1_000 + $0),t\($0 % 50),x\n" }.joined()
    }

    @Test("two imports of the same people at once make each of them once", arguments: TestEngine.allCases)
    func overlapping(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let leads = (0..<Self.people).filter { $0.isMultiple(of: 3) }
            try await stage.leads("email\n" + leads.map { "p\($0)@example.com\n" }.joined())
            let up = try stage.file(Self.text(0..<2_000, plan: "plan"), name: "up.csv")
            let down = try stage.file(Self.text((1_000..<3_000).reversed(), plan: "plan"), name: "down.csv")
            let second = try stage.database.openAgain()
            let other = Stage.kith(on: second)

            let caller = stage.caller
            let kith = stage.kith
            async let one = kith.imports.run(Self.options(up), by: caller)
            async let two = other.imports.run(Self.options(down), by: caller)
            let results = try await [one, two].map(\.counts)
            await other.close()
            await second.close()

            #expect(results.allSatisfy { $0.rows == 2_000 && $0.refused == 0 && $0.skipped == 0 && $0.merged == 0 })
            let sum = results.reduce(into: ImportCounts()) { $0 += $1 }
            #expect(sum.created + leads.count == Self.people)
            let contacts = try await stage.contacts()
            #expect(contacts.count == Self.people)
            #expect(Set(contacts.compactMap(\.memberID)).count == Self.people)
            #expect(contacts.allSatisfy { $0.kind == .member && $0.tags.count == 1 })
            #expect(contacts.allSatisfy { $0.profile["plan"] == .text("x") })
            let people = try await stage.people()
            #expect(people.allSatisfy { $0.split(separator: "*", omittingEmptySubsequences: true).count == 3 })
            #expect(try await stage.identities().count == 3 * Self.people)
            let catalogue = try await stage.catalogue()
            #expect(catalogue.tags.count == 50)
            #expect(try await stage.duplicates() == [])
            let seqs = try await stage.changes().map(\.seq)
            #expect(seqs == (1...Int64(seqs.count)).map(\.self))
        }
    }

    @Test("members and leads with the same e-mails at once become one each", arguments: TestEngine.allCases)
    func membersAndLeads(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            try await stage.members("memberId\n" + (0..<1_000).map { "m\($0)\n" }.joined())
            let members = try stage.file(Self.text(0..<2_000, plan: "plan"), name: "members.csv")
            let rows = (0..<2_000).reversed().map { "p\($0)@example.com,Acme\n" }.joined()
            let leads = try stage.file("email,company\n" + rows, name: "leads.csv")
            let second = try stage.database.openAgain()
            let other = Stage.kith(on: second)

            let caller = stage.caller
            let kith = stage.kith
            async let one = kith.imports.run(Self.options(members), by: caller)
            async let two = other.imports.run(
                ImportOptions(path: leads, kind: .leads, batchRows: Stage.batchRows),
                by: caller
            )
            let refused = try await [one, two].map(\.counts.refused)
            await other.close()
            await second.close()

            #expect(refused == [0, 0])
            let contacts = try await stage.contacts()
            #expect(contacts.count == 2_000)
            #expect(contacts.allSatisfy { $0.kind == .member && $0.profile["company"] == .text("Acme") })
            let identities = try await stage.identities()
            #expect(identities.filter { $0.key.kind != .former }.count == 3 * 2_000)
            #expect(Set(identities.values) == Set(contacts.map(\.id)))
            #expect(try await stage.duplicates() == [])
        }
    }

    private static func options(_ path: String) -> ImportOptions {
        ImportOptions(
            path: path,
            kind: .members,
            createsProperties: true,
            batchRows: Stage.batchRows
        )
    }

    @Test("a property that is archived while an import runs ends it clearly", arguments: TestEngine.allCases)
    func archivedMeanwhile(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let path = try stage.file(Self.text(0..<Self.people, plan: "plan"))
            let organization = stage.caller.organization
            let archiving = Interruption(of: stage.database) { connection in
                try connection.execute(
                    "UPDATE properties SET is_archived = 1 WHERE org_id = \(organization.rawValue) AND key = 'plan'"
                )
            }
            let kith = Stage.kith(on: archiving)
            let options = ImportOptions(
                path: path,
                kind: .members,
                createsProperties: true,
                refusedPath: stage.path("refused.csv"),
                batchRows: Stage.batchRows
            )
            let error = await #expect(throws: ImportError.self) {
                try await kith.imports.run(options, by: stage.caller) { _ in archiving.isDue.withLock { $0 = true } }
            }
            await kith.close()
            #expect(error == .propertyChanged("plan"))
            #expect(error?.description.contains("run it again") == true)
            #expect(try await stage.contacts().count == 1_000)
            #expect(try stage.text("refused.csv").contains("memberId"))
        }
    }
}

/// A database in which somebody else does something before the next transaction, once that is due.
private final class Interruption: Engine {
    let isDue = Mutex(false)
    private let engine: any Engine
    private let change: @Sendable (any Connection) throws -> Void

    var dialect: Dialect { engine.dialect }

    init(of engine: any Engine, _ change: @escaping @Sendable (any Connection) throws -> Void) {
        self.engine = engine
        self.change = change
    }

    func read<Result: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Result) async throws -> Result {
        try await engine.read(body)
    }

    func attempt<Result: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        let isNow = isDue.withLock { isDue in
            defer { isDue = false }
            return isDue
        }
        if isNow {
            try await engine.attempt(change)
        }
        return try await engine.attempt(body)
    }

    func maintain(_ body: @escaping @Sendable (any Connection) throws -> Void) async throws {
        try await engine.maintain(body)
    }

    func close() async {}
}
