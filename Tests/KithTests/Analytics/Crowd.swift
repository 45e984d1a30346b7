import Domain
import Foundation
import Stores
import TestSupport

@testable import Kith

/// An organization somewhere, of contacts that came and did things at all hours, mostly when clocks there were changed.
struct Crowd {
    struct Place: CustomStringConvertible {
        let zone: String
        let country: String
        /// The days around which things happen.
        let day: String

        var description: String { zone }
    }

    static let places = [
        Place(zone: "America/New_York", country: "US", day: "2026-11-01"),
        Place(zone: "Asia/Seoul", country: "KR", day: "2026-11-10"),
        // The clock went from the 29th to the 31st.
        Place(zone: "Pacific/Apia", country: "WS", day: "2011-12-30"),
        // It was changed at one minute past midnight.
        Place(zone: "America/St_Johns", country: "CA", day: "2010-11-07"),
        Place(zone: "Europe/Berlin", country: "DE", day: "2026-10-25"),
    ]

    let stage: Stage
    let caller: Caller
    let place: Place
    let seed: UInt64
    private let middle: Instant
    private var random: SplitMix64
    private var tags: [TagID] = []
    private var people: [ContactID] = []

    init(in stage: Stage, _ place: Place, seed: UInt64) async throws {
        self.stage = stage
        self.place = place
        self.seed = seed
        random = SplitMix64(seed: seed)
        guard case .day(let day)? = TimeText(place.day) else { throw Stage.Missing() }
        middle = Zone.utc.start(of: day) + 12 * 3_600_000
        let settings = try OrganizationSettings(name: "Crowd", country: place.country, timeZone: place.zone)
        let key = try OrganizationKey(place.zone.lowercased().replacing("/", with: "-").replacing("_", with: "-"))
        let caller = Caller.console(try await stage.kith.organizations.create(key: key, settings: settings).id)
        self.caller = caller
        for name in ["vip", "vip/gold", "vip/silver", "news"] {
            tags.append(try await stage.kith.tags.create(name: name, by: caller).id)
        }
        for (name, filter) in [("Korea", "country = KR"), ("New", "createdAt within last 30d"), ("Very", "tags: vip")] {
            let filter = try FilterExpression(parsing: filter)
            _ = try await stage.kith.segments.create(name: name, filter: filter, by: caller)
        }
    }

    /// Within some 40 days, often within a minute of when a day or an hour begins somewhere.
    private mutating func instant() -> Instant {
        let quarters = Int64.random(in: -2_000...2_000, using: &random)
        let near = random.chance(0.3) ? Int64.random(in: -60...60, using: &random) : quarters
        let within = random.chance(0.5) ? Int64.random(in: -61_000...61_000, using: &random) : 0
        return middle + near * 900_000 + within
    }

    mutating func arrive() async throws {
        var facts: [BuiltInKey: Value] = [:]
        if random.chance(0.95) { facts[.createdAt] = .datetime(instant()) }
        if random.chance(0.05) { facts[.createdAt] = .datetime(Instant(milliseconds: -86_400_000 * 400)) }
        if random.chance(0.6) { facts[.lastSeenAt] = .datetime(instant()) }
        if random.chance(0.8) { facts[.country] = .text(random.one(of: ["KR", "kr", "US", "Straße", "DE"])) }
        let kind = random.one(of: ContactKind.allCases + [.lead, .member])
        let chosen = Set(tags.filter { _ in random.chance(0.3) })
        let made = random.one(of: [TimelineEvent.Kind.created, .imported, .changed])
        let actor = random.one(of: [Actor.manager(ManagerID(rawValue: 1)), .key(KeyID(rawValue: 2)), .console, .kith])
        let name = random.one(of: ["Ada", "Ben", "Chloé"])
        let happenings = (0..<Int.random(in: 0...6, using: &random)).map { _ in (happening(), instant()) }
        let created = instant()
        let id = try await stage.kith.write { [caller, facts] transaction in
            let contact = Contact(
                id: try transaction.nextID(),
                kind: kind,
                tags: chosen,
                facts: facts,
                profile: [ProfileKey.name: .text(name)],
                enteredAt: transaction.now
            )
            try ContactStore(caller.organization, transaction.connection).insert([contact])
            var events = [(made, actor, created)]
            events += happenings.map { ($0, .kith, $1) }
            try Self.append(events, to: contact.id, caller, transaction)
            transaction.note(
                Changed(contacts: [contact.id]),
                managedUsers: kind == .anonymous ? 0 : 1,
                in: caller.organization
            )
            return contact.id
        }
        if kind != .anonymous { people.append(id) }
    }

    private mutating func happening() -> TimelineEvent.Kind {
        random.one(of: [.tracked, .tracked, .tracked, .changed, .imported, .unified])
    }

    private static func append(
        _ events: [(TimelineEvent.Kind, Actor, Instant)],
        to contact: ContactID,
        _ caller: Caller,
        _ transaction: Transaction
    ) throws {
        let events = try events.map { kind, actor, at in
            TimelineEvent(
                id: try transaction.nextID(),
                contact: contact,
                kind: kind,
                name: kind == .tracked ? "order" : nil,
                at: at,
                actor: actor
            )
        }
        try EventStore(caller.organization, transaction.connection).append(events)
    }

    /// Lets people come, change, do things, become one, and go.
    mutating func live(steps: Int) async throws {
        for _ in 0..<steps {
            let place = Int.random(in: 0..<people.count, using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0: try await arrive()
            case 1:
                let id = people.remove(at: place)
                try await stage.kith.contacts.delete(id, by: caller)
            case 2:
                let other = people.remove(at: place)
                let primary = random.one(of: people)
                do {
                    _ = try await stage.kith.contacts.merge([other], into: primary, by: caller)
                } catch is ContactError {
                    people.append(other)
                }
            case 3:
                try await stage.edit(people[place], ["name": "Dan"], removing: ["vip"], by: caller)
            default:
                let id = people[place]
                let event = (happening(), Actor.kith, instant())
                try await stage.kith.write { [caller] transaction in
                    try Self.append([event], to: id, caller, transaction)
                    transaction.note(Changed(contacts: [id]), in: caller.organization)
                }
            }
        }
    }

    private static let filters = [
        "", "", "country = KR", "tags: vip", "not (tags: news)", "kind = member or country = DE",
        "event(\"order\") >= 2", "createdAt is empty", "segment: Korea and event(\"order\") = 0", "name = nobody",
    ]

    mutating func question() -> AnalyticsQuestion {
        var question = AnalyticsQuestion(range: .days(range()))
        question.contacts.filter = random.one(of: Self.filters)
        if random.chance(0.2) { question.contacts.search = random.one(of: ["chlo", "vip", "a"]) }
        if random.chance(0.5) { question.period = random.one(of: CalendarPeriod.allCases) }
        return question
    }

    private mutating func range() -> ClosedRange<Day> {
        let first = Zone.utc.day(of: middle).adding(days: Int.random(in: -25...20, using: &random))
        let length = random.one(of: [0, 1, 6, 13, 14, 29, 60, 119, 120, 400])
        return first.adding(days: -random.one(of: [0, length / 2]))...first.adding(days: length)
    }

    /// Waits until events are counted from memory.
    func waitForActivity() async throws {
        for _ in 0..<1_000 {
            if let shelf = stage.kith.rosters.activity(of: caller.organization), shelf.bytes > 0 { return }
            _ = await stage.kith.rosters.snapshot(of: caller.organization)
            try await Task.sleep(for: .milliseconds(10))
        }
        throw Stage.Missing()
    }
}
