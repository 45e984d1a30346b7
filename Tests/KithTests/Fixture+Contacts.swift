import Domain
import Kith
import Stores

/// Contacts put there directly, and what became of them.
extension Fixture {
    /// Puts a contact into the caller's organization.
    @discardableResult
    func person(
        _ name: String? = nil,
        _ profile: [String: Value] = [:],
        tags: [Tag] = [],
        kind: ContactKind = .lead,
        by caller: Caller
    ) async throws -> ContactID {
        try await people([(name, profile, tags)], kind: kind, by: caller)[0]
    }

    func people(
        _ people: [(name: String?, profile: [String: Value], tags: [Tag])],
        kind: ContactKind = .lead,
        by caller: Caller
    ) async throws -> [ContactID] {
        try await kith.write { transaction in
            let contacts = try people.map { person in
                var profile = person.profile
                profile[ProfileKey.name] = person.name.map(Value.text)
                return Contact(
                    id: try transaction.nextID(),
                    kind: kind,
                    tags: Set(person.tags.map(\.id)),
                    profile: profile,
                    enteredAt: transaction.now
                )
            }
            try ContactStore(caller.organization, transaction.connection).insert(contacts)
            transaction.note(
                Changed(contacts: contacts.map(\.id)),
                managedUsers: kind == .anonymous ? 0 : contacts.count,
                in: caller.organization
            )
            return contacts.map(\.id)
        }
    }

    func contact(_ id: ContactID, of caller: Caller) async throws -> Contact {
        let found = try await kith.read { connection in
            let catalogue = try Catalogue(of: caller.organization, connection)
            return try ContactStore(caller.organization, connection).contacts(ids: [id], in: catalogue).first
        }
        guard let found else { throw Missing() }
        return found
    }

    func events(of id: ContactID, _ caller: Caller) async throws -> [TimelineEvent] {
        try await kith.read { try EventStore(caller.organization, $0).events(of: id, limit: 100) }
    }

    func count(_ filter: String = "", search: String = "", by caller: Caller) async throws -> Int {
        try await kith.contacts.count(ContactQuestion(filter: filter, search: search), by: caller)
    }

    func changes(after seq: Int64, _ caller: Caller) async throws -> [Change] {
        try await kith.read { try ChangeStore(caller.organization, $0).changes(after: seq, limit: 10_000) }
    }

    /// What was done about properties, segments and tags, newest first.
    func audit(_ caller: Caller) async throws -> [AuditEntry.Action] {
        let actions = try await kith.read { try AuditStore(caller.organization, $0).entries(limit: 100).map(\.action) }
        return actions.filter { action in ["property.", "segment.", "tag."].contains { action.rawValue.hasPrefix($0) } }
    }

    /// A program with a key.
    func key(_ scopes: Set<Scope>, by caller: Caller) async throws -> Caller {
        let made = try await kith.keys.create(name: "Program", scopes: scopes, by: caller)
        return try await kith.keys.caller(withSecret: made.secret)
    }
}
