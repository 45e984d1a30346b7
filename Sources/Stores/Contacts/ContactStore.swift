package import Database
package import Domain

/// Contacts and their rows.
package struct ContactStore {
    private let organization: OrganizationID
    private let connection: any Connection

    package init(_ organization: OrganizationID, _ connection: any Connection) {
        self.organization = organization
        self.connection = connection
    }

    /// Reads contacts by id, in no particular order; ids that have none are left out.
    package func contacts(
        ids: [ContactID],
        in catalogue: Catalogue,
        isLocked: Bool = false
    ) throws -> [Contact] {
        guard !ids.isEmpty else { return [] }
        // Locks are taken by ascending id, so that no two transactions wait for each other.
        let lock: SQL = isLocked && connection.dialect == .postgres ? " FOR UPDATE" : ""
        return try connection.all(
            """
            SELECT \(unsafe: ContactColumns.selected) FROM contacts
            WHERE org_id = \(organization.rawValue) AND id \(isAnyOf: ids.map(\.rawValue).sorted())
            ORDER BY id\(lock)
            """
        ) { row in try ContactColumns.contact(row, in: catalogue) }
    }

    /// Reads all contacts that are not anonymous, ascending by id.
    package func forEach(in catalogue: Catalogue, _ body: (Contact) throws -> Void) throws {
        try connection.forEach(
            """
            SELECT \(unsafe: ContactColumns.selected) FROM contacts
            WHERE org_id = \(organization.rawValue) AND kind <> \(ContactKind.anonymous.code) ORDER BY id
            """
        ) { try body(ContactColumns.contact($0, in: catalogue)) }
    }

    /// Those of the ids that contacts have which are not anonymous, ascending.
    package func existing(_ ids: [ContactID]) throws -> [ContactID] {
        try connection.all(
            """
            SELECT id FROM contacts WHERE org_id = \(organization.rawValue) AND id \(isAnyOf: ids.map(\.rawValue))
            AND kind <> \(ContactKind.anonymous.code) ORDER BY id
            """
        ) { ContactID(rawValue: try $0.integer(0)) }
    }

    package func exists(_ id: ContactID) throws -> Bool {
        try connection.first(
            "SELECT 1 FROM contacts WHERE org_id = \(organization.rawValue) AND id = \(id.rawValue)"
        ) { _ in true } ?? false
    }

    package func insert(_ contacts: [Contact]) throws {
        let present = contacts.reduce(into: Set<BuiltInKey>()) { $0.formUnion($1.facts.keys) }
        let facts = ContactColumns.facts.filter(present.contains)
        try connection.send(
            ContactColumns.insert(facts: facts),
            rows: contacts.mappedInParallel { [organization] contact in
                var values: [SQLValue] = [.integer(organization.rawValue), .integer(contact.id.rawValue)]
                try ContactColumns.append(contact, facts: facts, to: &values)
                return values
            }
        )
    }

    package func update(_ contacts: [Contact]) throws {
        try connection.send(
            ContactColumns.update,
            rows: contacts.mappedInParallel { [organization] contact in
                var values: [SQLValue] = []
                try ContactColumns.append(contact, facts: ContactColumns.facts, to: &values)
                values += [.integer(organization.rawValue), .integer(contact.id.rawValue)]
                return values
            }
        )
    }

    package func delete(_ ids: [ContactID]) throws {
        guard !ids.isEmpty else { return }
        try connection.execute(
            "DELETE FROM contacts WHERE org_id = \(organization.rawValue) AND id \(isAnyOf: ids.map(\.rawValue))"
        )
    }

    /// How many contacts that are not anonymous match.
    package func count(
        _ selection: ContactSelection
    ) throws -> Int {
        let condition = selection.condition(organization, connection.dialect)
        return try connection.first("SELECT count(*) FROM contacts WHERE \(condition)") { Int(try $0.integer(0)) } ?? 0
    }

    /// How many contacts that are not anonymous pass each of some predicates, in one reading of all.
    package func counts(_ predicates: [Predicate], in catalogue: Catalogue) throws -> [Int] {
        guard !predicates.isEmpty else { return [] }
        let conditions = PredicateSQL(dialect: connection.dialect, catalogue: catalogue)
        let counts = predicates.map { predicate -> SQL in
            "count(CASE WHEN \(conditions.condition(predicate)) THEN 1 END)"
        }
        return try connection.first(
            """
            SELECT \(counts.joined(by: ", ")) FROM contacts
            WHERE org_id = \(organization.rawValue) AND kind <> \(ContactKind.anonymous.code)
            """
        ) { row in try predicates.indices.map { Int(try row.integer($0)) } } ?? []
    }

    /// The ids of all contacts that are not anonymous and match, ascending.
    package func ids(_ selection: ContactSelection) throws -> [ContactID] {
        let condition = selection.condition(organization, connection.dialect)
        return try connection.all("SELECT id FROM contacts WHERE \(condition) ORDER BY id") {
            ContactID(rawValue: try $0.integer(0))
        }
    }

    /// The ids of contacts that are not anonymous and match, in an order, a page at a time. Those before a rank are all
    /// sorted, too.
    package func page(
        _ selection: ContactSelection,
        _ page: ContactPage
    ) throws -> [ContactID] {
        let dialect = connection.dialect
        var condition = selection.condition(organization, dialect)
        if let cursor = page.cursor {
            condition += " AND \(page.order.isBeyond(cursor, isBackward: page.isBackward, dialect))"
        }
        let ids = try connection.all(
            """
            SELECT id FROM contacts WHERE \(condition)
            ORDER BY \(page.order.terms(isBackward: page.isBackward, dialect)) LIMIT \(page.limit) OFFSET \(page.rank)
            """
        ) { ContactID(rawValue: try $0.integer(0)) }
        return page.isBackward ? ids.reversed() : ids
    }
}
