import Domain
import Stores
import TestSupport

@testable import Kith

/// An organization of random contacts to whom random things happen.
struct RandomPeople {
    let stage: Stage
    var random: RandomFilters
    private var choice: SplitMix64

    init(stage: Stage, seed: UInt64) {
        self.stage = stage
        random = RandomFilters(seed: seed)
        choice = SplitMix64(seed: seed)
    }

    /// Defines what the filters are about, and puts so many contacts there.
    mutating func settle(_ count: Int) async throws {
        let organization = stage.caller.organization
        let catalogue = random.catalogue
        try await stage.kith.write { transaction in
            let defaults = Set(Property.defaults.map(\.key))
            let own = catalogue.properties.values.filter { !defaults.contains($0.key) }
            try PropertyStore(organization, transaction.connection).insert(own)
            try TagStore(organization, transaction.connection).insert(Array(catalogue.tags.values))
            transaction.note(Changed(catalogue: true), in: organization)
        }
        for _ in 0..<count { try await arrive() }
    }

    mutating func live(steps: Int) async throws {
        for _ in 0..<steps {
            switch Int.random(in: 0..<10, using: &choice) {
            case 0...3: try await edit()
            case 4...6: try await arrive()
            case 7: try await merge()
            case 8: try await leave()
            default: try await takeIn()
            }
        }
    }

    private mutating func arrive() async throws {
        let (contact, events) = random.contact()
        let organization = stage.caller.organization
        try await stage.kith.write { transaction in
            try ContactStore(organization, transaction.connection).insert([contact])
            try EventStore(organization, transaction.connection).append(
                try events.map { try TimelineEvent($0, id: transaction.nextID(), of: contact.id) }
            )
            transaction.note(Changed(contacts: [contact.id]), managedUsers: 1, in: organization)
        }
    }

    /// Gives somebody other values, and sometimes another kind.
    private mutating func edit() async throws {
        guard let id = try await somebody() else { return }
        var (contact, _) = random.contact()
        contact = Contact(
            id: id,
            kind: contact.kind == .member ? .lead : contact.kind,
            tags: contact.tags,
            importTags: contact.importTags,
            facts: contact.facts,
            profile: contact.profile,
            kept: contact.kept,
            version: contact.version + 1,
            enteredAt: contact.enteredAt
        )
        let organization = stage.caller.organization
        try await stage.kith.write { [contact] transaction in
            try ContactStore(organization, transaction.connection).update([contact])
            transaction.note(Changed(contacts: [id]), in: organization)
        }
    }

    private mutating func merge() async throws {
        guard let one = try await somebody(), let other = try await somebody(), one != other else { return }
        do {
            _ = try await stage.kith.contacts.merge([other], into: one, by: stage.caller)
        } catch is ContactError {
            // Some cannot be: two members who were both blocked, values that are none.
        }
    }

    private mutating func leave() async throws {
        guard let id = try await somebody() else { return }
        try await stage.kith.contacts.delete(id, by: stage.caller)
    }

    private mutating func takeIn() async throws {
        let number = Int.random(in: 0..<40, using: &choice)
        let rows = (0..<5).map { "Person \(number + $0),p\(number + $0)@example.com" }
        try await stage.leads((["name,email"] + rows).joined(separator: "\n") + "\n")
    }

    private mutating func somebody() async throws -> ContactID? {
        let question = ContactQuestion(sort: "id", limit: 500, wantsCount: false)
        return try await stage.kith.contacts.search(question, by: stage.caller).contacts.randomElement(using: &choice)?
            .id
    }
}

extension TimelineEvent {
    fileprivate init(_ event: TrackedEvent, id: EventID, of contact: ContactID) {
        self.init(
            id: id,
            contact: contact,
            kind: .tracked,
            name: event.name,
            at: event.at,
            actor: .kith,
            data: .object(event.properties.map { JSON.Member($0.key, $0.value.json) })
        )
    }

    /// What conditions on events see of it; nil of what was not tracked.
    var tracked: TrackedEvent? {
        guard kind == .tracked, let name else { return nil }
        var properties: [String: Value] = [:]
        for member in data.object ?? [] {
            properties[member.key] = member.value.number.map(Value.number) ?? member.value.string.map(Value.text)
        }
        return TrackedEvent(name: name, at: at, properties: properties)
    }
}
