import Database
import Domain
import Foundation
import Kith
import Roster
import SQLite
import Stores

// Measures the roster by itself, and prints a line of JSON for each question of `Benchmarks/Peers/questions.py`.
//
//     benchmark-engine kith.sqlite terms.txt
//
// The file has one organization with the contacts of `gen_contacts.py`, as `kith import` took them in.

guard CommandLine.arguments.count == 3 else {
    print("benchmark-engine: the path of a database and that of the terms are wanted")
    exit(2)
}
let engine = try SQLiteEngine(path: CommandLine.arguments[1])
let pasted = try String(contentsOfFile: CommandLine.arguments[2], encoding: .utf8)

let clock = ContinuousClock()
let start = clock.now
let (roster, catalogue, someone) = try await engine.read { connection in
    guard let organization = try OrganizationStore(connection).all().first else { exit(2) }
    let catalogue = try Catalogue(of: organization.id, connection)
    var builder = PartBuilder()
    var first: Contact?
    try ContactStore(organization.id, connection).forEach(in: catalogue) { contact in
        first = first ?? contact
        builder.add(contact)
    }
    guard let first else { exit(2) }
    return (Roster(builder, seq: 0), catalogue, first)
}
let loading = clock.now - start
let snapshot = roster.snapshot
Timing(question: "load", count: snapshot.count, times: [loading.milliseconds]).print()
FileHandle.standardError.write(
    Data("\(snapshot.bytes / max(1, snapshot.count)) bytes a contact without orders\n".utf8)
)

let now = Instant(milliseconds: 1_795_219_200_000)
for (name, text) in Questions.filters {
    let filter = try FilterExpression(parsing: text).resolved(in: catalogue)
    try Stopwatch.measure(name) {
        let predicate = filter.predicate(at: Moment(now: now, zone: catalogue.zone), in: catalogue)
        return (try snapshot.count(RosterQuestion(predicate: predicate, catalogue: catalogue)), nil)
    }
}
for name in ["F1", "F6"] {
    guard let text = Questions.filters.first(where: { $0.name == name })?.filter else { continue }
    let filter = try FilterExpression(parsing: text).resolved(in: catalogue)
    try Stopwatch.measure("\(name) page") {
        let predicate = filter.predicate(at: Moment(now: now, zone: catalogue.zone), in: catalogue)
        let matches = try snapshot.matches(RosterQuestion(predicate: predicate, catalogue: catalogue))
        return (matches.count, matches.page(in: .lastSeenFirst, limit: 50))
    }
}
try Stopwatch.measure("100,000 terms") {
    let terms = ContactTerms(try PastedTerms(keywords: pasted).texts, in: .key(.profile(ProfileKey.email)))
    var finder = TermFinder(terms)
    let found = finder.find(in: snapshot).count
    guard found + finder.missing.count == terms.terms.count else { exit(1) }
    return (found, nil)
}

var segments = RosterSegments()
segments.define(
    Dictionary(
        uniqueKeysWithValues: try Questions.segments.enumerated().map { number, text in
            let filter = try FilterExpression(parsing: text).resolved(in: catalogue)
            let moment = Moment(now: now, zone: catalogue.zone)
            return (SegmentID(rawValue: Int64(number)), filter.predicate(at: moment, in: catalogue))
        }
    )
)
try Stopwatch.measure("100 segments") {
    (try roster.snapshot.counts(of: segments).values.reduce(0, +), nil)
}
// The same contact again and again, so that the counts stay what they are.
var seq: Int64 = 0
let change = {
    seq += 1
    roster.apply(seq: seq, changed: [someone])
}
try Stopwatch.measure("100 segments after a change", before: change) {
    (try roster.snapshot.counts(of: segments).values.reduce(0, +), nil)
}
await engine.close()
