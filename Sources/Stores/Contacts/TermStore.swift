package import Database
package import Domain

/// Finds many terms by SQL.
package struct TermStore {
    private let organization: OrganizationID
    private let connection: any Connection

    package init(_ organization: OrganizationID, _ connection: any Connection) {
        self.organization = organization
        self.connection = connection
    }

    /// The contacts that are not anonymous and that a term leads to, ascending, and the indexes of the terms that lead to
    /// nobody. Reads all contacts once for each key.
    ///
    /// Nil where SQL does not say what the terms mean: for parts of values, and for numbers and days as they are written.
    package func find(_ sought: ContactTerms, in catalogue: Catalogue) throws -> (ids: [ContactID], missing: [Int])? {
        guard sought.match == .exact else { return nil }
        let lists = sought.place.keys.map { textsOrLists($0, catalogue) }
        guard !lists.contains(nil) else { return nil }
        var ids: Set<ContactID> = []
        var missing = [Bool](repeating: true, count: sought.terms.count)
        for (key, isList) in zip(sought.place.keys, lists) {
            let wanted = sought.wanted(under: key)
            try forEach(key, among: wanted.keys.map(\.text), isList: isList == true, catalogue) { id, text in
                ids.insert(id)
                for term in wanted[ExactText(text)] ?? [] { missing[term] = false }
            }
        }
        return (ids.sorted(), missing.indices.filter { missing[$0] })
    }

    /// Whether a key has lists, or texts; nil of what has neither.
    private func textsOrLists(_ key: PropertyKey, _ catalogue: Catalogue) -> Bool? {
        switch catalogue.type(of: key) {
        case .text?, .select?: false
        case .list?: true
        case .number?, .boolean?, .date?, .datetime?, .listOfNumber?, nil: nil
        }
    }

    private func forEach(
        _ key: PropertyKey,
        among texts: [String],
        isList: Bool,
        _ catalogue: Catalogue,
        _ body: (ContactID, String) -> Void
    ) throws {
        guard !texts.isEmpty else { return }
        let values = PredicateSQL(dialect: connection.dialect, catalogue: catalogue)
        let elements = isList ? values.texts(key) : nil
        let value = elements?.element ?? values.text(key)
        let others: SQL = elements.map { ", \($0.rows)" } ?? ""
        // Not `= ANY`, for which PostgreSQL would look through all texts for each contact.
        try connection.forEach(
            """
            SELECT contacts.id, \(value) FROM contacts\(others)
            WHERE contacts.org_id = \(organization.rawValue) AND contacts.kind <> \(ContactKind.anonymous.code)
            AND \(value) IN (SELECT wanted.value FROM \(rowsOf: texts) AS wanted)
            """
        ) { row in body(ContactID(rawValue: try row.integer(0)), try row.text(1)) }
    }
}

extension ContactTerms {
    /// The texts that a value under a key must be, and the terms that each stands for.
    fileprivate func wanted(under key: PropertyKey) -> [ExactText: [Int]] {
        var wanted: [ExactText: [Int]] = [:]
        for (index, term) in terms.enumerated() {
            if key == .builtIn(.id) {
                if let id = term.id { wanted[ExactText(id.description), default: []].append(index) }
                continue
            }
            wanted[ExactText(key.isExact ? term.text : term.folded), default: []].append(index)
            if key == .profile(ProfileKey.mobileNumber) {
                for phone in term.phones { wanted[ExactText(phone), default: []].append(index) }
            }
        }
        return wanted
    }
}
