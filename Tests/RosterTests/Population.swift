import Domain
import Roster
import TestSupport

/// Contacts in a roster beside the same ones as values, which the reference looks at one by one.
struct Population {
    var random: RandomFilters
    /// Decides what happens, apart from what contacts and filters are like.
    var chance: SplitMix64
    private(set) var contacts: [ContactID: Contact] = [:]
    private(set) var events: [ContactID: [TrackedEvent]] = [:]
    let roster: Roster
    private var seq: Int64 = 0

    /// Small parts, so that merges happen all the time.
    static let eager = MergePolicy(greatestShare: 0.1, leastRows: 8)

    init(seed: UInt64, count: Int, policy: MergePolicy = Self.eager) {
        random = RandomFilters(seed: seed)
        chance = SplitMix64(seed: seed &+ 1)
        var builder = PartBuilder()
        var made: [(Contact, [TrackedEvent])] = []
        for _ in 0..<count { made.append(random.contact()) }
        for (contact, tracked) in made.shuffled(using: &chance) {
            contacts[contact.id] = contact
            events[contact.id] = tracked
            builder.add(contact)
        }
        roster = Roster(builder, seq: 0, policy: policy)
    }

    var catalogue: Catalogue { random.catalogue }
    var moment: Moment { random.moment }

    var listed: [Contact] {
        contacts.values.filter { $0.kind != .anonymous }.sorted { $0.id < $1.id }
    }

    /// New contacts, other versions of old ones, and removals, in one batch.
    mutating func change() {
        var changed: [Contact] = []
        var removed: [ContactID] = []
        for _ in 0..<Int.random(in: 1...6, using: &chance) {
            let (contact, tracked) = random.contact()
            let old = Bool.random(using: &chance) ? contacts.keys.sorted().randomElement(using: &chance) : nil
            let new = contact.withID(old ?? contact.id)
            guard !changed.contains(where: { $0.id == new.id }), !removed.contains(new.id) else { continue }
            if old != nil, Int.random(in: 0..<4, using: &chance) == 0 {
                removed.append(new.id)
                contacts[new.id] = nil
                events[new.id] = nil
            } else {
                changed.append(new)
                contacts[new.id] = new
                events[new.id] = tracked
            }
        }
        seq += 1
        roster.apply(seq: seq, changed: changed, removed: removed)
    }

    func question(_ predicate: Predicate, search: String = "") -> RosterQuestion {
        var question = RosterQuestion(predicate: predicate, search: Search(search), catalogue: catalogue)
        for test in predicate.eventTests {
            question.events[test] = listed.map(\.id).filter { id in
                contacts[id].map { Predicate.events(test).matches($0, events: events[id] ?? []) } ?? false
            }
        }
        return question
    }

    func matches(_ predicate: Predicate, search: String = "") -> [ContactID] {
        let search = Search(search)
        return listed.filter {
            predicate.matches($0, events: events[$0.id] ?? []) && search.matches($0, in: catalogue)
        }.map(\.id)
    }
}

extension Contact {
    func withID(_ id: ContactID) -> Contact {
        Contact(
            id: id,
            kind: kind,
            memberID: memberID,
            tags: tags,
            importTags: importTags,
            lastImport: lastImport,
            facts: facts,
            profile: profile,
            kept: kept,
            version: version,
            enteredAt: enteredAt
        )
    }
}
