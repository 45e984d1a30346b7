import Domain
import Kith
import TestSupport
import Testing

/// Random files of few people with fewer e-mails and phones, one after the other.
@Suite struct RandomImportTests {
    static let files = 30
    static let rows = 40

    @Test("K5: a dry run foretells any file, and any file again changes nothing", arguments: TestEngine.allCases)
    func sameFileAgain(engine: TestEngine) async throws {
        let seed = SplitMix64.seedOfRun
        var random = SplitMix64(seed: seed)
        try await Stage.with(engine) { stage in
            for number in 0..<Self.files {
                let kind = Import.Kind.allCases.randomElement(using: &random) ?? .leads
                let text = Self.text(kind, &random)
                let place: Comment = "seed \(seed), file \(number) of \(kind.rawValue):\n\(text)"
                let rehearsed = try await stage.run(text, kind) { $0.isDryRun = true }
                let first = try await stage.run(text, kind)
                #expect(first.counts == rehearsed.counts, place)
                let before = try await stage.dump(without: Self.left)
                let again = try await stage.run(text, kind).counts
                #expect(again.created == 0 && again.updated == 0, place)
                #expect(try await stage.dump(without: Self.left) == before, place)
                #expect(try await stage.strayIdentities() == [], place)
            }
        }
    }

    /// The import itself is kept each time. Where a row gives up an e-mail or a phone that an earlier one shares, the next
    /// import claims it for those that still have it.
    private static let left: Set<String> = ["imports", "identities", "duplicate_pairs"]

    private static func text(_ kind: Import.Kind, _ random: inout SplitMix64) -> String {
        let header = (kind == .members ? "memberId," : "") + "name,email,phone,tags\n"
        return header
            + (0..<rows).map { _ in
                let id = kind == .members ? "m\(Int.random(in: 0..<12, using: &random))," : ""
                let name = cell("P", 5, &random)
                let email = cell("e", 10, &random).map { "\($0)@example.com" } ?? ""
                let phone = cell("", 10, &random).map { "010-1234-567\($0)" } ?? ""
                return "\(id)\(name ?? ""),\(email),\(phone),\(cell("t", 6, &random) ?? "")\n"
            }.joined()
    }

    /// One of so many, or nothing.
    private static func cell(_ prefix: String, _ count: Int, _ random: inout SplitMix64) -> String? {
        Int.random(in: 0..<3, using: &random) == 0 ? nil : "\(prefix)\(Int.random(in: 0..<count, using: &random))"
    }
}

extension Stage {
    /// E-mails and phones that lead to contacts which do not have them.
    fileprivate func strayIdentities() async throws -> [String] {
        let contacts = Dictionary(uniqueKeysWithValues: try await contacts().map { ($0.id, $0) })
        return try await identities().compactMap { identity, owner in
            let contact = contacts[owner]
            switch identity.kind {
            case .email: return contact?.email?.folded() == identity.value ? nil : identity.value
            case .phone: return contact?.mobileNumber == identity.value ? nil : identity.value
            case .memberID: return contact?.memberID?.text == identity.value ? nil : identity.value
            case .former, .social, .device, .importedRow: return contact == nil ? identity.value : nil
            }
        }
    }
}
