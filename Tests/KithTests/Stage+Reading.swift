import Database
import Domain
import Kith
import Stores

/// What is in the database after an import.
extension Stage {
    func catalogue(of caller: Caller? = nil) async throws -> Catalogue {
        let organization = (caller ?? self.caller).organization
        return try await kith.read { try Catalogue(of: organization, $0) }
    }

    /// All contacts, the oldest first.
    func contacts(of caller: Caller? = nil) async throws -> [Contact] {
        let organization = (caller ?? self.caller).organization
        return try await kith.read { connection in
            let ids = try connection.all(
                "SELECT id FROM contacts WHERE org_id = \(organization.rawValue) ORDER BY id"
            ) { ContactID(rawValue: try $0.integer(0)) }
            let catalogue = try Catalogue(of: organization, connection)
            return try ContactStore(organization, connection).contacts(ids: ids, in: catalogue).sorted { $0.id < $1.id }
        }
    }

    /// All contacts, the oldest first, each as `name, member id, e-mail, phone` as far as it has them.
    ///
    /// A star follows a value that is also an identity of the contact.
    func people(of caller: Caller? = nil) async throws -> [String] {
        let owners = try await identities(of: caller)
        return try await contacts(of: caller).map { contact in
            let identities = [
                contact.memberID.map { Identity(.memberID, $0.text) },
                contact.email.map { Identity(.email, $0.folded()) },
                contact.mobileNumber.map { Identity(.phone, $0) },
            ]
            let texts = [contact.memberID?.text, contact.email, contact.mobileNumber]
            let marked = zip(texts, identities).compactMap { text, identity in
                text.map { text in owners[identity ?? Identity(.email, "")] == contact.id ? "\(text)*" : text }
            }
            let name = contact.profile[ProfileKey.name].map { ["\($0.json.string ?? "")"] } ?? []
            return (name + marked).joined(separator: ", ")
        }
    }

    func identities(of caller: Caller? = nil) async throws -> [Identity: ContactID] {
        let organization = (caller ?? self.caller).organization
        return try await kith.read { connection in
            var owners: [Identity: ContactID] = [:]
            try connection.forEach(
                "SELECT kind, value, contact_id FROM identities WHERE org_id = \(organization.rawValue)"
            ) { row in
                guard let kind = Identity.Kind(rawValue: try row.text(0)) else { throw Missing() }
                owners[Identity(kind, try row.text(1))] = ContactID(rawValue: try row.integer(2))
            }
            return owners
        }
    }

    func contact(memberID: String) async throws -> Contact {
        guard let contact = try await contacts().first(where: { $0.memberID?.text == memberID }) else {
            throw Missing()
        }
        return contact
    }

    func contact(email: String) async throws -> Contact {
        guard let contact = try await contacts().first(where: { $0.email == email }) else { throw Missing() }
        return contact
    }

    /// The pairs under Duplicates, each as `shown name, shown name: evidence`.
    func duplicates() async throws -> [String] {
        let organization = caller.organization
        let pairs = try await kith.read { try DuplicateStore(organization, $0).all() }
        let people = Dictionary(uniqueKeysWithValues: try await contacts().map { ($0.id, $0.shownName) })
        return pairs.map { "\(people[$0.first] ?? "?"), \(people[$0.second] ?? "?"): \($0.evidence.rawValue)" }.sorted()
    }

    /// A contact's events, newest first.
    func events(of contact: ContactID) async throws -> [TimelineEvent] {
        let organization = caller.organization
        return try await kith.read { try EventStore(organization, $0).events(of: contact, limit: 100) }
    }

    func changes(after seq: Int64 = 0) async throws -> [Change] {
        let organization = caller.organization
        return try await kith.read { try ChangeStore(organization, $0).changes(after: seq, limit: 10_000) }
    }

    /// The names of a contact's tags.
    func tags(of contact: Contact) async throws -> [String] {
        let catalogue = try await catalogue()
        return contact.tags.compactMap { catalogue.tags[$0]?.name.text }.sorted()
    }

    /// Every row of every table but the leases of nodes, which are of processes and of nobody's data.
    func dump(without left: Set<String> = []) async throws -> [String] {
        try await kith.read { connection in
            let columns: SQL =
                switch connection.dialect {
                case .sqlite:
                    "SELECT m.name, p.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS p WHERE m.type = 'table'"
                case .postgres:
                    "SELECT table_name::text, column_name::text FROM information_schema.columns WHERE table_schema = current_schema()"
                }
            let named = try connection.all(columns) { (table: try $0.text(0), column: try $0.text(1)) }
            var lines: [String] = []
            for (table, columns) in Dictionary(grouping: named, by: \.table)
            where table != "nodes" && !left.contains(table) {
                let names = columns.map(\.column).sorted()
                let texts = names.map { "CAST(\($0) AS TEXT)" }.joined(separator: ", ")
                lines += try connection.all("SELECT \(unsafe: texts) FROM \(unsafe: table)") { row in
                    let cells = try names.indices.map { try row.textIfAny($0) ?? "NULL" }
                    return "\(table): \(cells.joined(separator: " | "))"
                }
            }
            return lines.sorted()
        }
    }

    struct Missing: Error {}
}
