import Database
import Domain

/// Where the value of a key is in a row, as an expression of its kind; NULL where the contact has none.
extension PredicateSQL {
    func number(_ key: PropertyKey) -> SQL {
        switch (key, dialect) {
        case (.builtIn(let key), _): "\(unsafe: key.column)"
        case (.profile(let name), .sqlite): "(properties ->> \(name))"
        case (.profile(let name), .postgres): typed(name, "number", as: "double precision")
        }
    }

    func instant(_ key: PropertyKey) -> SQL {
        switch (key, dialect) {
        case (.builtIn(let key), _): "\(unsafe: key.column)"
        case (.profile(let name), .sqlite): "(properties ->> \(name))"
        case (.profile(let name), .postgres): typed(name, "number", as: "bigint")
        }
    }

    func boolean(_ key: PropertyKey) -> SQL {
        switch (key, dialect) {
        case (.builtIn(let key), _): "(\(unsafe: key.column) = 1)"
        case (.profile(let name), .sqlite): "((properties ->> \(name)) = 1)"
        case (.profile(let name), .postgres): "((properties ->> \(name)) = 'true')"
        }
    }

    /// ISO dates, which sort as text by their bytes.
    func day(_ key: PropertyKey) -> SQL {
        switch (key, dialect) {
        case (.builtIn(let key), _): "\(unsafe: key.column)"
        case (.profile(let name), .sqlite): "(properties ->> \(name))"
        case (.profile(let name), .postgres): "((properties ->> \(name)) COLLATE \"C\")"
        }
    }

    /// The text that is compared: the folded copy where there is one, the text itself where the key is exact.
    func text(_ key: PropertyKey) -> SQL {
        switch key {
        case .builtIn(.id): printedID
        case .builtIn(.memberId): "member_id"
        case .builtIn(let key) where key.isExact: "\(unsafe: key.column)"
        case .builtIn(let key): "coalesce(folded ->> \(key.foldedName), \(unsafe: key.column))"
        case .profile(let name): "coalesce(folded ->> \(name), properties ->> \(name))"
        }
    }

    /// The 13 characters that an id is printed as.
    private var printedID: SQL {
        let alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
        let digits = stride(from: 60, through: 0, by: -5).map { shift -> SQL in
            "substr('\(unsafe: alphabet)', CAST(((id >> \(unsafe: "\(shift)")) & 31) AS INTEGER) + 1, 1)"
        }
        return "(\(digits.joined(by: " || ")))"
    }

    private func typed(_ name: String, _ jsonType: String, as type: String) -> SQL {
        """
        (CASE jsonb_typeof(properties -> \(name)) WHEN '\(unsafe: jsonType)' \
        THEN (properties ->> \(name))::\(unsafe: type) END)
        """
    }
}

/// The elements of a list as rows of one column.
struct ElementsSQL {
    /// What follows FROM.
    let rows: SQL
    let element: SQL
}

extension PredicateSQL {
    func texts(_ key: PropertyKey) -> ElementsSQL {
        let list: SQL =
            switch key {
            case .builtIn(let key): "coalesce(folded -> \(key.foldedName), import_tags)"
            case .profile(let name): "coalesce(folded -> \(name), properties -> \(name))"
            }
        return elements(list, cast: "")
    }

    func numbers(_ key: PropertyKey) -> ElementsSQL {
        switch key {
        case .builtIn(let key): elements("\(unsafe: key.column)", cast: "::double precision")
        case .profile(let name): elements("(properties -> \(name))", cast: "::double precision")
        }
    }

    var tags: ElementsSQL { elements("tags", cast: "::bigint") }

    private func elements(_ list: SQL, cast: String) -> ElementsSQL {
        switch dialect {
        case .sqlite: ElementsSQL(rows: "json_each(\(list)) AS element", element: "element.value")
        case .postgres:
            ElementsSQL(
                rows: "jsonb_array_elements_text(\(list)) AS element (value)",
                element: "element.value\(unsafe: cast)"
            )
        }
    }

    func hasAny(_ elements: ElementsSQL, _ wanted: some Collection<String>) -> SQL {
        "EXISTS (SELECT 1 FROM \(elements.rows) WHERE \(elements.element) \(isAnyOf: wanted.sorted()))"
    }

    func hasAny(_ elements: ElementsSQL, _ wanted: some Collection<Int64>) -> SQL {
        "EXISTS (SELECT 1 FROM \(elements.rows) WHERE \(elements.element) \(isAnyOf: wanted.sorted()))"
    }

    func hasAny(_ elements: ElementsSQL, _ wanted: some Collection<Double>) -> SQL {
        "EXISTS (SELECT 1 FROM \(elements.rows) WHERE \(elements.element) \(isAnyOf: wanted.sorted()))"
    }

    func isSet(_ elements: ElementsSQL, _ wanted: some Collection<String>) -> SQL {
        isSet(elements, "\(elements.element) \(isAnyOf: wanted.sorted())", count: wanted.count)
    }

    func isSet(_ elements: ElementsSQL, _ wanted: some Collection<Int64>) -> SQL {
        isSet(elements, "\(elements.element) \(isAnyOf: wanted.sorted())", count: wanted.count)
    }

    func isSet(_ elements: ElementsSQL, _ wanted: some Collection<Double>) -> SQL {
        isSet(elements, "\(elements.element) \(isAnyOf: wanted.sorted())", count: wanted.count)
    }

    /// Each wanted element is there, and no other.
    private func isSet(_ elements: ElementsSQL, _ isWanted: SQL, count: Int) -> SQL {
        """
        (SELECT count(DISTINCT \(elements.element)) FROM \(elements.rows) WHERE \(isWanted)) = \(count) \
        AND NOT EXISTS (SELECT 1 FROM \(elements.rows) WHERE NOT (\(isWanted)))
        """
    }
}
