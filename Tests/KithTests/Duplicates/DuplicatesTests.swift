import Database
import Domain
import Kith
import Stores
import TestSupport
import Testing

@Suite struct DuplicatesTests {
    @Test(
        "K1: contacts with the same e-mail or phone as value are found, with the evidence",
        arguments: TestEngine.allCases
    )
    func sameValues(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            try await stage.create(["name": "Ann", "email": "A@example.com", "mobileNumber": "01011112222"])
            try await stage.create(
                ["name": "Bob", "email": "a@example.com", "mobileNumber": "01011112222"],
                anyway: true
            )
            try await stage.create(["name": "Cy", "mobileNumber": "01011112222"], anyway: true)
            // Who only visited is nobody's duplicate.
            _ = try await stage.unverified(email: "a@example.com", kind: .anonymous)
            try await stage.forgetPairs()
            let found = try await stage.kith.duplicates.search(by: stage.caller)
            #expect(found == [.email: 1, .phone: 2])
            #expect(try await stage.shownPairs() == ["Ann + Bob: email phone", "Ann + Cy: phone"])
        }
    }

    @Test(
        "K1: near-same names in one company are found, and others are not",
        arguments: TestEngine.allCases,
        [
            ("Min-jun Kim", "kim minjun", false), ("Min-jun Kim", "Kim, Min Jun", true), ("Johnson", "Jonson", true),
            ("Ann Lee", "Anna Lee", true), ("Ann", "Anna", false), ("김민준", "김민준", true), ("José", "JOSE\u{301}", true),
            ("Ann Lee", "Bob Lee", false),
        ]
    )
    func nearNames(engine: TestEngine, names: (String, String, Bool)) async throws {
        try await Stage.with(engine) { stage in
            let (one, other, areNear) = names
            try await stage.create(["name": .string(one), "company": "Acme"])
            try await stage.create(["name": .string(other), "company": "ACME"])
            try await stage.create(["name": .string(one), "company": "Bolt"])
            let found = try await stage.kith.duplicates.search(by: stage.caller)
            #expect(found[.name, default: 0] == (areNear ? 1 : 0))
        }
    }

    @Test("K1: a dismissed pair is not shown again, nor found again", arguments: TestEngine.allCases)
    func dismissal(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let ann = try await stage.create(["name": "Ann", "mobileNumber": "01011112222"]).contact
            let bob = try await stage.create(["name": "Bob", "mobileNumber": "01011112222"], anyway: true).contact
            #expect(try await stage.shownPairs() == ["Ann + Bob: phone"])
            let other = try await stage.manager([.seeContacts])
            await #expect(throws: PermissionError.missing(.mergeContacts)) {
                try await stage.kith.duplicates.dismiss(bob.id, ann.id, by: other)
            }
            await #expect(throws: PermissionError.missing(.mergeContacts)) {
                try await stage.kith.duplicates.search(by: other)
            }
            try await stage.kith.duplicates.dismiss(bob.id, ann.id, by: stage.caller)
            try await stage.kith.duplicates.search(by: stage.caller)
            #expect(try await stage.shownPairs() == [])
            let strangers = try await Stage.organization("other", in: stage.kith)
            await #expect(throws: ContactError.unknown) {
                try await stage.kith.duplicates.dismiss(ann.id, bob.id, by: strangers)
            }
        }
    }

    @Test("K1: a dismissal can be taken back", arguments: TestEngine.allCases)
    func recall(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let ann = try await stage.create(["name": "Ann", "mobileNumber": "01011112222"]).contact
            let bob = try await stage.create(["name": "Bob", "mobileNumber": "01011112222"], anyway: true).contact
            try await stage.kith.duplicates.dismiss(bob.id, ann.id, by: stage.caller)
            let other = try await stage.manager([.seeContacts])
            await #expect(throws: PermissionError.missing(.mergeContacts)) {
                try await stage.kith.duplicates.recall(bob.id, ann.id, by: other)
            }
            let strangers = try await Stage.organization("other", in: stage.kith)
            await #expect(throws: ContactError.unknown) {
                try await stage.kith.duplicates.recall(ann.id, bob.id, by: strangers)
            }
            try await stage.kith.duplicates.recall(bob.id, ann.id, by: stage.caller)
            #expect(try await stage.shownPairs() == ["Ann + Bob: phone"])
            let cy = try await stage.create(["name": "Cy"]).contact
            await #expect(throws: ContactError.noPair) {
                try await stage.kith.duplicates.recall(ann.id, cy.id, by: stage.caller)
            }
        }
    }

    @Test("K1: a pair is dismissed by the ids of contacts that were merged, too", arguments: TestEngine.allCases)
    func dismissalOfMerged(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let ann = try await stage.create(["name": "Ann", "mobileNumber": "01011112222"]).contact
            let bob = try await stage.create(["name": "Bob", "mobileNumber": "01011112222"], anyway: true).contact
            let cy = try await stage.create(["name": "Cy"]).contact
            try await stage.merge([bob], into: cy)
            #expect(try await stage.shownPairs() == ["Ann + Cy: phone"])
            await #expect(throws: ContactError.noPair) {
                try await stage.kith.duplicates.dismiss(bob.id, cy.id, by: stage.caller)
            }
            try await stage.kith.duplicates.dismiss(bob.id, ann.id, by: stage.caller)
            #expect(try await stage.shownPairs() == [])
        }
    }

    @Test("K1: a pair whose values were edited since is not shown", arguments: TestEngine.allCases)
    func evidenceThatEnded(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            try await stage.create(["name": "Ann", "mobileNumber": "01011112222"])
            let bob = try await stage.create(["name": "Bob", "mobileNumber": "01011112222"], anyway: true).contact
            try await stage.edit(bob.id, ["mobileNumber": "01033334444"])
            #expect(try await stage.shownPairs() == [])
        }
    }

    @Test("K1: pages of pairs leave nothing out and show nothing twice", arguments: TestEngine.allCases)
    func pages(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            for number in 0..<7 {
                try await stage.create(["name": .string("P\(number)"), "mobileNumber": "01011112222"], anyway: true)
            }
            var seen: [String] = []
            var cursor: DuplicateCursor?
            repeat {
                let page = try await stage.kith.duplicates.all(after: cursor, limit: 2, by: stage.caller)
                seen += page.pairs.map { "\($0.first.shownName) \($0.second.shownName)" }
                cursor = page.next.flatMap { DuplicateCursor($0.description) }
            } while cursor != nil
            #expect(seen.sorted() == (1..<7).map { "P0 P\($0)" })
        }
    }
}

@Suite struct DataQualityTests {
    @Test("K1: what wants mending is counted, with the filter that finds it", arguments: TestEngine.allCases)
    func report(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let key = try await stage.key([.writeContacts])
            try await stage.create(["name": "Ann", "email": "ann@example.com", "company": "Acme Inc."])
            try await stage.create(["name": "Bob", "mobileNumber": "+82 10 0000 0000", "company": "ACME"], by: key)
            try await stage.create(["email": "cy@example.com", "company": "acme, inc"])
            try await stage.create(["name": "Dan", "company": "Bolt"])
            try await stage.leads("email,name,createdAt,lastSeenAt\nold@example.com,Old,2019-01-01,2020-01-01\n")
            let invalid = try await stage.unverified(email: "nobody")
            let report = try await stage.kith.dataQuality.report(by: stage.caller)
            let counts = Dictionary(uniqueKeysWithValues: report.findings.map { ($0.kind, $0.count) })
            #expect(counts == [.unverifiedEmails: 1, .unverifiedPhones: 1, .unheardOf: 1, .withoutName: 2])
            for finding in report.findings {
                let count = try await stage.kith.contacts.count(
                    ContactQuestion(filter: finding.filter),
                    by: stage.caller
                )
                #expect(count == finding.count)
            }
            #expect(report.invalidEmails.count == 1)
            #expect(report.invalidEmails.first == [invalid])
            #expect(report.companies.map { $0.spellings.map(\.text) } == [["ACME", "Acme Inc.", "acme, inc"]])
        }
    }
}

extension Stage {
    func shownPairs() async throws -> [String] {
        try await kith.duplicates.all(by: caller).pairs.map { pair in
            "\(pair.first.shownName) + \(pair.second.shownName): \(pair.evidence.map(\.rawValue).joined(separator: " "))"
        }.sorted()
    }

    /// As if nothing had been noticed while contacts were made.
    fileprivate func forgetPairs() async throws {
        let organization = caller.organization
        try await kith.write { transaction in
            _ = try transaction.connection.execute(
                "DELETE FROM duplicate_pairs WHERE org_id = \(organization.rawValue)"
            )
        }
    }

    /// A contact with what a visitor might have typed.
    fileprivate func unverified(email: String, kind: ContactKind = .lead) async throws -> ContactID {
        let organization = caller.organization
        return try await kith.write { transaction in
            let contact = Contact(
                id: try transaction.nextID(),
                kind: kind,
                facts: [.createdAt: .datetime(transaction.now)],
                profile: [ProfileKey.email: .text(email)],
                enteredAt: transaction.now
            )
            try ContactStore(organization, transaction.connection).insert([contact])
            return contact.id
        }
    }
}
