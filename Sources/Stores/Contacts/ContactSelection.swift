import Database
package import Domain

/// Which contacts of an organization are meant.
package struct ContactSelection: Sendable {
    package var predicate: Predicate
    package var search: Search
    package var catalogue: Catalogue
    /// Only some of these; nil for anybody.
    package var among: [ContactID]?

    package init(predicate: Predicate = .everybody, search: Search = Search(""), catalogue: Catalogue) {
        self.predicate = predicate
        self.search = search
        self.catalogue = catalogue
    }

    func condition(_ organization: OrganizationID, _ dialect: Dialect) -> SQL {
        let predicates = PredicateSQL(dialect: dialect, catalogue: catalogue)
        var parts: [SQL] = [
            "org_id = \(organization.rawValue)",
            "kind <> \(ContactKind.anonymous.code)",
        ]
        if predicate != .everybody {
            parts.append(predicates.condition(predicate))
        }
        if let among {
            // Not `= ANY`: of a list of many thousands PostgreSQL makes a bad plan.
            let ids = among.map { "\($0.rawValue)" }
            parts.append("id IN (SELECT CAST(wanted.value AS bigint) FROM \(rowsOf: ids) AS wanted)")
        }
        parts += search.words.map { predicates.condition($0) }
        return parts.joined(by: " AND ")
    }
}
