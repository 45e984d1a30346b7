import Domain
import TestSupport
import Testing

@Suite("The table of conditions")
struct ConditionTableTests {
    @Test("C2: each filter of the table matches exactly the people that it names", arguments: ConditionTable.rows)
    func matches(row: ConditionTable.Row) throws {
        let catalogue = row.catalogue
        let filter = try FilterExpression(parsing: row.filter).resolved(in: catalogue)
        let matching = ConditionTable.people.filter { person in
            filter.matches(person.contact, events: person.events, at: row.moment, in: catalogue)
        }
        #expect(Set(matching.map(\.name)).symmetricDifference(row.matches).sorted() == [])
    }

    @Test("each filter of the table means the same after printing and as JSON", arguments: ConditionTable.rows)
    func roundTrips(row: ConditionTable.Row) throws {
        let catalogue = row.catalogue
        let filter = try FilterExpression(parsing: row.filter).resolved(in: catalogue)
        #expect(try FilterExpression(parsing: filter.description).resolved(in: catalogue) == filter)
        let json = try JSON(parsing: filter.json.description)
        #expect(try FilterExpression(json: json).resolved(in: catalogue) == filter)
    }

    @Test("the table has more than 250 rows and no row twice")
    func isLarge() {
        #expect(ConditionTable.rows.count > 250)
        #expect(Set(ConditionTable.rows.map { Array($0.description.utf8) }).count == ConditionTable.rows.count)
    }
}
