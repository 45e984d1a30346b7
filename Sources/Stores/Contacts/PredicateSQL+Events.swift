import Database
import Domain

/// Conditions on tracked events, from the timeline.
extension PredicateSQL {
    func condition(_ test: Predicate.EventTest) -> SQL {
        var events: SQL =
            """
            FROM events WHERE events.org_id = contacts.org_id AND events.contact_id = contacts.id \
            AND events.name = \(test.name)
            """
        if let window = test.window {
            events += " AND events.at BETWEEN \(window.lowerBound.milliseconds) AND \(window.upperBound.milliseconds)"
        }
        return switch test.result {
        case .count(let ranges): isIn(ranges, "(SELECT count(*) \(events))")
        case .first(let ranges): isIn(ranges, "(SELECT min(events.at) \(events))")
        case .last(let ranges): isIn(ranges, "(SELECT max(events.at) \(events))")
        case .sum(let property, let ranges): isIn(ranges, "(SELECT coalesce(sum(\(number(property))), 0) \(events))")
        }
    }

    /// A numeric property of an event; NULL where it is absent or of another type.
    private func number(_ property: String) -> SQL {
        switch dialect {
        case .sqlite:
            // Booleans come out as integers, too; their JSON tells them apart.
            """
            CASE WHEN typeof(events.data ->> \(property)) IN ('integer', 'real') \
            AND (events.data -> \(property)) NOT IN ('true', 'false') THEN events.data ->> \(property) END
            """
        case .postgres:
            """
            CASE jsonb_typeof(events.data -> \(property)) WHEN 'number' \
            THEN (events.data ->> \(property))::double precision END
            """
        }
    }
}
