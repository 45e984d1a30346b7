import Database
import Domain
import Foundation
import Roster
import Stores
import TestSupport
import Testing

@testable import Kith

/// C6: many terms mean the same to the reference, to SQL and to the roster.
@Suite struct ManyTermsTests {
    private static let rounds = 2
    private static let listsOfPlace = 2
    private static let places: [String?] = [
        nil, "profile.email", "profile.mobileNumber", "name", "memberId", "id", "veilId", "country", "userImportTags",
        "ltv", "birthday", "plan", "colors", "scores",
    ]

    @Test("C6: random terms in every place, while contacts live", arguments: TestEngine.allCases)
    func agree(kind: TestEngine) async throws {
        let seed = SplitMix64.seedOfRun
        print("ManyTermsTests: seed \(seed) (KITH_TEST_SEED repeats it)")
        try await Stage.with(kind) { stage in
            var people = RandomPeople(stage: stage, seed: seed)
            var chance = SplitMix64(seed: seed)
            var catalogue = people.random.catalogue
            catalogue.country = Country("KR")
            try await people.settle(40)
            for number in 10..<20 {
                try await stage.create([
                    "mobileNumber": .string("010-1234-56\(number)"), "email": .string("P\(number)@Example.com"),
                ])
            }
            try await stage.withRosters {
                for round in 0..<Self.rounds {
                    try await people.live(steps: 10)
                    let differences = try await compare(stage, catalogue, &chance)
                    #expect(differences == [], "round \(round), seed \(seed)")
                }
            }
        }
    }

    @Test(
        "C6 C8: a question says which of its terms lead to nobody, and a bulk change takes those who are led to",
        arguments: TestEngine.allCases
    )
    func questions(kind: TestEngine) async throws {
        try await Stage.with(kind) { stage in
            for number in 0..<5 {
                try await stage.create([
                    "name": .string("Ada \(number)"), "email": .string("p\(number)@example.com"),
                    "mobileNumber": .string("010-1234-567\(number)"),
                ])
            }
            let pasted = "P1@example.com 010-1234-5672, +82 10 1234 5673\n\"+82 10-1234-5674\" nobody@example.com 010 1"
            let terms = TermQuestion(try PastedTerms(keywords: pasted))
            let question = ContactQuestion(filter: "name != \"Ada 2\"", terms: terms, sort: "name")
            let expected = ["Ada 1", "Ada 4"]
            let missing = ["+82", "10", "1234", "5673", "nobody@example.com", "010", "1"]
            func check() async throws {
                let contacts = stage.kith.contacts
                let answer = try await contacts.search(question, by: stage.caller)
                #expect(answer.contacts.map(\.shownName.description) == expected)
                #expect(answer.count == 2 && answer.missing == missing)
                let tally = try await contacts.tally(question, by: stage.caller)
                #expect(tally == ContactTally(count: 2, missing: missing))
                #expect(try await contacts.tally(ContactQuestion(), by: stage.caller).missing == nil)
                let wrong = ContactQuestion(terms: TermQuestion(terms.terms, key: "emial"))
                await #expect(throws: TermsError.unknownKey("emial", nearest: .profile("email"))) {
                    try await contacts.count(wrong, by: stage.caller)
                }
            }
            try await check()
            try await stage.withRosters { try await check() }
            let segment = try await stage.kith.segments.create(
                name: "One",
                filter: FilterExpression(parsing: "name = \"Ada 1\""),
                by: stage.caller
            )
            let members = try await stage.kith.segments.members(of: segment.id, question, by: stage.caller)
            #expect(members.contacts.map(\.shownName.description) == ["Ada 1"])
            #expect(members.missing == missing)
            let job = try await stage.kith.bulkChanges.start(.delete, on: .matching(question), by: stage.caller)
            #expect(job.total == 2)
            _ = try await stage.finished(job)
            let left = try await stage.kith.contacts.search(ContactQuestion(sort: "name"), by: stage.caller)
            #expect(left.contacts.map(\.shownName.description) == ["Ada 0", "Ada 2", "Ada 3"])
        }
    }

    private func compare(_ stage: Stage, _ catalogue: Catalogue, _ chance: inout SplitMix64) async throws -> [String] {
        let snapshot = try await stage.roster()
        let organization = stage.caller.organization
        let contacts = try await stage.contacts(in: catalogue)
        var differences: [String] = []
        for place in Self.places where place.map({ catalogue.knows($0) }) ?? true {
            for match in TermMatch.allCases {
                for _ in 0..<Self.listsOfPlace {
                    let terms = Self.terms(place, of: contacts, &chance)
                    let question = ContactQuestion(
                        terms: TermQuestion(try PastedTerms(terms), key: place, match: match)
                    )
                    differences += try await stage.kith.read { connection in
                        let named = Predicate.test(.profile("name"), .exists)
                        let sought = try #require(try question.sought(in: catalogue))
                        let (ids, missing) = Self.reference(sought, contacts)
                        let both = contacts.filter { ids.contains($0.id) && named.matches($0) }.map(\.id)
                        return try [snapshot, nil].compactMap { snapshot in
                            let index = ContactIndex(of: organization, connection, snapshot: snapshot)
                            let found = try index.find(sought, in: catalogue)
                            let everybody = ContactSelection(catalogue: catalogue)
                            let some = ContactSelection(predicate: named, catalogue: catalogue)
                            let isSame =
                                try index.ids(everybody, among: found) == ids
                                && index.ids(some, among: found) == both
                                && index.count(some, among: found) == both.count
                                && found.missing.map { Array($0.utf8) } == missing.map { Array($0.utf8) }
                                && found.ids(among: contacts) == Set(ids)
                            guard !isSame else { return nil }
                            let kind = snapshot == nil ? "SQL" : "roster"
                            let text = terms.map(PastedTerms.keyword).joined(separator: " ")
                            return "\(kind): \(place ?? "identities") \(match): \(text): \(ids) \(missing) and "
                                + "\(try index.ids(everybody, among: found)) \(found.missing)"
                        }
                    }
                }
            }
        }
        return differences
    }

    private static func reference(_ sought: ContactTerms, _ contacts: [Contact]) -> ([ContactID], missing: [String]) {
        let ids = contacts.filter { contact in sought.terms.contains { sought.finds($0, contact) } }.map(\.id)
        let missing = sought.terms.filter { term in !contacts.contains { sought.finds(term, $0) } }
        return (ids, missing.map(\.text))
    }

    /// Some of what contacts have in a place, whole or in part, in this or that spelling, and what nobody has.
    private static func terms(_ place: String?, of contacts: [Contact], _ chance: inout SplitMix64) -> [String] {
        let keys = place.map { [$0] } ?? ["memberId", "profile.email", "profile.mobileNumber", "id", "name"]
        var terms = ["nobody"]
        for _ in 0..<Int.random(in: 1...8, using: &chance) {
            guard let key = keys.randomElement(using: &chance).flatMap({ PropertyKey($0) }),
                let contact = contacts.filter({ $0[key] != nil }).randomElement(using: &chance)
            else { continue }
            var term: String =
                switch contact[key] {
                case .list(let texts): texts.first ?? "x"
                case let value?: value.text
                case nil: "x"
                }
            let scalars = Array(term.unicodeScalars)
            switch Int.random(in: 0..<8, using: &chance) {
            case 0: term = term.uppercased()
            case 1: term = term.lowercased()
            case 2 where scalars.count > 1:
                let start = Int.random(in: 0..<scalars.count - 1, using: &chance)
                term = String(
                    String.UnicodeScalarView(scalars[start..<Int.random(in: start + 1...scalars.count, using: &chance)])
                )
            case 3 where term.hasPrefix("+82"): term = "0" + term.dropFirst(3)
            case 4 where term.hasPrefix("+82"): term = "+82 (0) " + term.dropFirst(3)
            case 5 where term.hasPrefix("+"): term = term.dropFirst(1) + ""
            case 6: term += "?"
            default: break
            }
            if !term.isEmpty, !term.utf8.contains(0) { terms.append(term) }
        }
        return terms
    }
}

extension Stage {
    fileprivate func contacts(in catalogue: Catalogue) async throws -> [Contact] {
        try await kith.read { [caller] connection in
            var contacts: [Contact] = []
            try ContactStore(caller.organization, connection).forEach(in: catalogue) { contacts.append($0) }
            return contacts
        }
    }
}

extension Catalogue {
    fileprivate func knows(_ key: String) -> Bool {
        PropertyKey(key).flatMap { type(of: $0) } != nil
    }
}
