import Domain
import Stores
import TestSupport

@testable import Kith

/// Contacts made and changed by hand.
extension Stage {
    @discardableResult
    func create(
        _ profile: [String: JSON] = [:],
        memberID: String? = nil,
        tags: [String] = [],
        anyway: Bool = false,
        by caller: Caller? = nil
    ) async throws -> ContactCreation {
        try await kith.contacts.create(
            ContactInput(profile: profile, tags: tags.isEmpty ? nil : tags.map { try TagName($0) }),
            memberID: memberID.map { try MemberID($0) },
            addsAnyway: anyway,
            by: caller ?? self.caller
        )
    }

    @discardableResult
    func edit(
        _ contact: ContactID,
        _ profile: [String: JSON] = [:],
        flags: [BuiltInKey: Bool] = [:],
        tags: [String]? = nil,
        adding: [String] = [],
        removing: [String] = [],
        version: Int64? = nil,
        by caller: Caller? = nil
    ) async throws -> Contact {
        try await kith.contacts.edit(
            contact,
            ContactInput(
                profile: profile,
                flags: flags,
                tags: tags.map { try $0.map { try TagName($0) } },
                tagsAdded: adding.map { try TagName($0) },
                tagsRemoved: removing.map { try TagName($0) }
            ),
            version: version,
            by: caller ?? self.caller
        ).contact
    }

    /// Tracks so many events of a contact at once.
    func happen(_ count: Int, to contact: ContactID) async throws {
        try await kith.write { [caller] transaction in
            let events = try (0..<count).map { _ in
                let id: EventID = try transaction.nextID()
                return TimelineEvent(id: id, contact: contact, kind: .tracked, at: transaction.now, actor: .kith)
            }
            try EventStore(caller.organization, transaction.connection).append(events)
            transaction.note(Changed(contacts: [contact]), in: caller.organization)
        }
    }

    func contact(_ id: ContactID) async throws -> Contact {
        guard let contact = try await contacts().first(where: { $0.id == id }) else { throw Missing() }
        return contact
    }

    /// A server's key with these scopes.
    func key(_ scopes: Set<Scope>) async throws -> Caller {
        let key = try await kith.keys.create(name: "key", scopes: scopes, by: caller)
        return try await kith.keys.caller(withSecret: key.secret)
    }

    /// A caller with no permission at all, or with one alone.
    func manager(_ permissions: Set<Permission>) async throws -> Caller {
        let name = "role \(Int.random(in: 0 ..< .max))"
        _ = try await kith.roles.create(name: name, permissions: permissions, by: caller)
        let email = "m\(Int.random(in: 0 ..< .max))@example.com"
        let invitation = try await kith.managers.invite(email: email, role: name, by: caller)
        let session = try await kith.managers.acceptLink(invitation.linkToken, password: "correct horse")
        guard let found = try await kith.managers.session(session.token) else { throw Missing() }
        return found.caller
    }

    /// Runs all jobs to their ends, and returns one as it is then.
    func finished(_ job: Job) async throws -> Job {
        let runner = JobRunner(kith: kith)
        while try await runner.runOne() {}
        return try await kith.jobs.find(job.id, by: caller)
    }
}

extension JSON {
    /// The same with the members of objects in the order of their keys: PostgreSQL does not keep theirs.
    var ordered: JSON {
        switch self {
        case .object(let members):
            .object(members.map { JSON.Member($0.key, $0.value.ordered) }.sorted { $0.key < $1.key })
        case .array(let elements): .array(elements.map(\.ordered))
        case .null, .boolean, .integer, .number, .string: self
        }
    }
}
