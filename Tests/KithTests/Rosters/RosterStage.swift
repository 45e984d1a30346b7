import Domain
import Roster
import Stores

@testable import Kith

extension Stage {
    /// Runs a test while rosters are kept, once that of the organization is there.
    func withRosters(bytes: Int = 1_000_000_000, _ test: () async throws -> Void) async throws {
        let keeping = Task { [kith] in
            await kith.rosters.run(bytes: bytes) { news in
                if case .failed(let problem) = news { print(problem) }
            }
        }
        defer { keeping.cancel() }
        _ = try await roster()
        try await test()
        keeping.cancel()
        await keeping.value
    }

    /// The roster, which is waited for while it is being loaded.
    func roster(of caller: Caller? = nil) async throws -> RosterSnapshot {
        let organization = (caller ?? self.caller).organization
        for _ in 0..<2_000 {
            if let snapshot = await kith.rosters.snapshot(of: organization) { return snapshot }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw Missing()
    }

    /// How many contacts the roster finds, and how many the rows have.
    func counts(_ filter: String, search: String = "") async throws -> (roster: Int, rows: Int) {
        let snapshot = try await roster()
        let question = ContactQuestion(filter: filter, search: search)
        return try await kith.read { [caller, kith] connection in
            let catalogue = try kith.catalogue(of: caller.organization, connection)
            let selection = question.selection(try question.filter(in: catalogue), in: catalogue, at: kith.now())
            let index = ContactIndex(of: caller.organization, connection, snapshot: snapshot)
            return try (index.count(selection), ContactStore(caller.organization, connection).count(selection))
        }
    }
}
