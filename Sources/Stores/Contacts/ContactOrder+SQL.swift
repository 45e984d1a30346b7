import Database
package import Domain

/// A page of an ordered list.
package struct ContactPage: Sendable {
    package var order: ContactOrder
    package var limit: Int
    package var cursor: ContactCursor?
    /// Whether the page ends before the cursor instead of beginning after it.
    package var isBackward: Bool
    /// How many contacts are passed over before the page begins.
    package var rank: Int

    package init(
        order: ContactOrder,
        limit: Int,
        cursor: ContactCursor? = nil,
        isBackward: Bool = false,
        rank: Int = 0
    ) {
        self.order = order
        self.limit = limit
        self.cursor = cursor
        self.isBackward = isBackward
        self.rank = rank
    }
}

extension ContactOrder {
    /// The terms of ORDER BY.
    func terms(isBackward: Bool, _ dialect: Dialect) -> SQL {
        let valueDirection: SQL = isDescending != isBackward ? "DESC" : "ASC"
        let nulls: SQL = isBackward ? "NULLS FIRST" : "NULLS LAST"
        let idDirection: SQL = isBackward ? "DESC" : "ASC"
        return "\(value(dialect)) \(valueDirection) \(nulls), id \(idDirection)"
    }

    /// Whether a row stands after a cursor, or before it.
    func isBeyond(_ cursor: ContactCursor, isBackward: Bool, _ dialect: Dialect) -> SQL {
        let expression = value(dialect)
        let id = cursor.id.rawValue
        let isBeyondID: SQL = isBackward ? "id < \(id)" : "id > \(id)"
        guard let bound = bound(cursor) else {
            // Contacts without a value are the last ones.
            return isBackward
                ? "(\(expression) IS NOT NULL OR \(isBeyondID))" : "(\(expression) IS NULL AND \(isBeyondID))"
        }
        let isBeyondValue: SQL =
            isDescending != isBackward ? "\(expression) < \(bound)" : "\(expression) > \(bound)"
        let isBeyondNull: SQL = isBackward ? "1 = 0" : "\(expression) IS NULL"
        return "(\(isBeyondValue) OR (\(expression) = \(bound) AND \(isBeyondID)) OR \(isBeyondNull))"
    }

    private func value(_ dialect: Dialect) -> SQL {
        let values = PredicateSQL(dialect: dialect, catalogue: Catalogue())
        switch (key, type) {
        case (.builtIn(.member), _): return "CASE WHEN kind = \(ContactKind.member.code) THEN 1 ELSE 0 END"
        case (.builtIn(.kind), _): return "kind"
        case (.builtIn(.id), _): return "id"
        case (_, .text), (_, .select):
            // By bytes, which is the order of the code points, whatever the server's collation.
            return dialect == .postgres ? "(\(values.text(key)) COLLATE \"C\")" : values.text(key)
        case (_, .number), (_, .list), (_, .listOfNumber): return values.number(key)
        case (_, .boolean): return "CASE WHEN \(values.boolean(key)) THEN 1 WHEN NOT \(values.boolean(key)) THEN 0 END"
        case (_, .date): return values.day(key)
        case (_, .datetime): return values.instant(key)
        }
    }

    private func bound(_ cursor: ContactCursor) -> SQL? {
        switch (key, cursor.value) {
        case (_, nil): nil
        case (.builtIn(.id), _): "\(cursor.id.rawValue)"
        case (.builtIn(.kind), .text(let kind)?): "\(ContactKind(rawValue: kind)?.code ?? 0)"
        case (_, .text(let text)?): "\(text)"
        case (_, .number(let number)?): "CAST(\(number) AS double precision)"
        case (_, .boolean(let value)?): "\(value)"
        case (_, .date(let day)?): "\(day.description)"
        case (_, .datetime(let instant)?): "\(instant.milliseconds)"
        case (_, .list?), (_, .numbers?): nil
        }
    }
}
