package import Domain

/// One table of conditions with the people that each matches, worked out by hand.
///
/// Every evaluator of filters is held against it: `Filter.matches`, SQL on both engines, the roster.
package enum ConditionTable {
    /// A filter, and the names of the people who match it.
    package struct Row: Sendable, CustomStringConvertible {
        package let filter: String
        package let matches: Set<String>
        package let moment: Moment

        package var description: String {
            moment == ConditionTable.moment ? filter : "\(filter) [\(moment.now) in \(moment.zone.name)]"
        }

        /// What the filter is resolved against, in the row's zone.
        package var catalogue: Catalogue {
            var catalogue = ConditionTable.catalogue
            catalogue.zone = moment.zone
            return catalogue
        }
    }

    /// A contact under the name by which the rows speak of it, with its tracked events.
    package struct Person: Sendable {
        package let name: String
        package let contact: Contact
        package let events: [TrackedEvent]
    }

    /// Half past a minute, so that "the current whole minute" is told apart from "now".
    package static let moment = Moment(now: instant("2026-11-21T10:00:30Z"), zone: .utc)

    package static let everybody = Set(people.map(\.name))

    package static let rows: [Row] =
        textRows + foldingRows + selectRows + numberRows + booleanRows + dateRows + datetimeRows + zoneRows
        + zoneDurationRows + listRows + numberListRows + tagRows + eventRows + segmentRows + builtInRows + groupRows

    /// A row of those who match.
    static func row(_ filter: String, _ names: String..., at moment: Moment = ConditionTable.moment) -> Row {
        Row(filter: filter, matches: known(names), moment: moment)
    }

    /// A row of all but those who do not match.
    static func but(_ filter: String, _ names: String..., at moment: Moment = ConditionTable.moment) -> Row {
        Row(filter: filter, matches: everybody.subtracting(known(names)), moment: moment)
    }

    private static func known(_ names: [String]) -> Set<String> {
        let names = Set(names)
        precondition(names.isSubset(of: everybody), "no such people: \(names.subtracting(everybody))")
        return names
    }

    /// Reads a time with its zone, as the rows write it.
    static func instant(_ text: String) -> Instant {
        guard let instant = TimeText(text)?.instant(in: .utc) else { preconditionFailure("no time: \(text)") }
        return instant
    }

    static func day(_ text: String) -> Day {
        guard case .day(let day)? = TimeText(text) else { preconditionFailure("no day: \(text)") }
        return day
    }

    static func moment(_ now: String, in zone: String) -> Moment {
        guard let zone = Zone(name: zone) else { preconditionFailure("no zone: \(zone)") }
        return Moment(now: instant(now), zone: zone)
    }
}
