import Database
import Domain
import Roster
import Stores

/// Compares a roster with the rows, within one transaction that sees what the roster knows.
struct RosterCheck {
    /// Of keys with more values than this, only a few are compared.
    private static let mostValues = 50
    private static let fewValues = 3
    /// Each statement that counts by SQL reads all contacts once.
    private static let countsAtOnce = 50

    private let organization: OrganizationID
    private let catalogue: Catalogue
    private let connection: any Connection

    init(_ organization: OrganizationID, _ catalogue: Catalogue, _ connection: any Connection) {
        self.organization = organization
        self.catalogue = catalogue
        self.connection = connection
    }

    /// What is wrong, in words without values. Without a snapshot, or with one that is not of this moment, a roster is made
    /// of the rows as when one is loaded.
    func problems(_ snapshot: RosterSnapshot?) throws -> [String] {
        let seq = try ChangeStore(organization, connection).newest()
        let kept = snapshot.flatMap { $0.seq == seq ? $0 : nil }
        var builder = kept == nil ? PartBuilder() : nil
        var samples = ValueSamples(most: Self.mostValues)
        let store = ContactStore(organization, connection)
        try store.forEach(in: catalogue) { contact in
            builder?.add(contact)
            samples.take(contact)
        }
        var roster = kept
        if let made = builder.take() { roster = Roster(made, seq: seq).snapshot }
        guard let roster else { return [] }
        return try missing(roster, store) + differences(roster, samples)
    }

    private func missing(_ roster: RosterSnapshot, _ store: ContactStore) throws -> [String] {
        let listed = try roster.ids(RosterQuestion(catalogue: catalogue))
        let rows = try store.ids(ContactSelection(catalogue: catalogue))
        let known = Set(listed)
        let there = Set(rows)
        return [
            ("contact(s) that the roster does not list", there.subtracting(known).count),
            ("contact(s) that the roster lists and that are not there", known.subtracting(there).count),
            ("contact(s) that the roster lists twice", listed.count - known.count),
        ].compactMap { problem, count in count == 0 ? nil : "\(count) \(problem)" }
    }

    private func differences(_ roster: RosterSnapshot, _ samples: ValueSamples) throws -> [String] {
        let conditions = samples.conditions(in: catalogue, fewest: Self.fewValues)
        var wrong: [String: Int] = [:]
        var start = 0
        while start < conditions.count {
            let some = conditions[start..<min(start + Self.countsAtOnce, conditions.count)]
            let counts = try ContactStore(organization, connection).counts(some.map(\.predicate), in: catalogue)
            for (condition, count) in zip(some, counts) {
                let question = RosterQuestion(predicate: condition.predicate, catalogue: catalogue)
                if try roster.count(question) != count { wrong[condition.name, default: 0] += 1 }
            }
            start += Self.countsAtOnce
        }
        return wrong.sorted { $0.key < $1.key }.map { name, count in
            "\(count) condition(s) on “\(name)” that find others in the roster than in the rows"
        }
    }
}
