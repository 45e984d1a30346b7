import Domain
import Foundation
import Kith

extension ContactsPage {
    /// What the template of the page draws.
    struct Model: Sendable {
        struct Column: Sendable {
            let title: String
            let style: String
            let link: String?
            /// `ascending`, `descending`, or nil where the table is in another order.
            let order: String?
        }

        struct Person: Sendable {
            let name: String
            let initial: String
            /// One of eight tints, the same for a contact each time.
            let tint: Int
            let kind: String
            let email: String?
            let phone: String?
            let tags: [String]
            let moreTags: String?
            let sessions: String
            let lastSeen: ShownTime?
            let created: ShownTime
        }

        struct Problem: Sendable {
            let before: String
            let marked: String
            let after: String
            let hasPlace: Bool
            let message: String
        }

        struct Example: Sendable {
            let text: String
            let meaning: String
            let link: String
        }

        let title = "Contacts"
        let styleSheet: String
        let shell: Shell
        let action = Link.contacts(Question()).path
        let search: String
        let filter: String
        let sort: String
        let isNarrowed: Bool
        let clear: String
        let count: String?
        let noun: String
        let matchWord: String
        let range: String?
        let columns: [Column]
        let people: [Person]
        let hasPeople: Bool
        let isFirstUse: Bool
        let hasNoMatch: Bool
        let importCommand: String
        let problem: Problem?
        let previous: String?
        let next: String?
        let hasPages: Bool
        let examples: [Example]
        let examplesAreOpen: Bool

        init(_ question: Question, _ answer: Answer, session: Session, styleSheet: String, now: Instant) {
            let found: Found?
            switch answer {
            case .page(let page): (found, problem) = (page, nil)
            case .refused(let refusal): (found, problem) = (nil, Self.problem(refusal, in: question.filter))
            }
            let clock = ShownTime.Clock(now: now, zone: session.organization.timeZone)
            self.styleSheet = styleSheet
            shell = Shell(session, current: .contacts(Question()))
            search = question.search
            filter = question.filter
            sort = question.sort
            isNarrowed = !question.search.isEmpty || !question.filter.isEmpty
            clear = Link.contacts(Question()).path
            count = found.map { Self.grouped($0.count) }
            noun = found?.count == 1 ? "contact" : "contacts"
            matchWord = found?.count == 1 ? "matches" : "match"
            columns = Self.columns(question.fromStart)
            people = (found?.rows ?? []).map { Self.person($0, clock) }
            hasPeople = !people.isEmpty
            isFirstUse = found?.isFirstUse ?? false
            hasNoMatch = found.map { $0.rows.isEmpty && !$0.isFirstUse } ?? false
            importCommand = "kith import FILE --organization \(session.organization.key) --kind members"
            previous = found?.previous.map { Self.page(question, before: $0) }
            next = found?.next.map { Self.page(question, after: $0) }
            hasPages = previous != nil || next != nil
            range = found.flatMap(Self.range)
            examples = ContactsPage.examples.map { text, meaning in
                var example = Question()
                example.filter = text
                return Example(text: text, meaning: meaning, link: Link.contacts(example).path)
            }
            examplesAreOpen = problem != nil
        }
    }
}

extension ContactsPage.Model {
    private static func columns(_ question: ContactsPage.Question) -> [Column] {
        [
            column("Name", "name", sort: "name", question),
            column("E-mail", "email", sort: "email", question),
            column("Phone", "phone", sort: nil, question),
            column("Tags", "tags", sort: nil, question),
            column("Sessions", "sessions", sort: "sessionsCount", question),
            column("Last seen", "seen", sort: "lastSeenAt", question),
            column("Created", "created", sort: "createdAt", question),
        ]
    }

    /// A first click sorts names from A, times and numbers from the latest and largest; a second turns it round.
    private static func column(
        _ title: String,
        _ style: String,
        sort: String?,
        _ question: ContactsPage.Question
    ) -> Column {
        guard let sort else { return Column(title: title, style: style, link: nil, order: nil) }
        let isText = sort == "name" || sort == "email"
        var next = question
        let order: String?
        switch question.sort {
        case sort: (order, next.sort) = ("ascending", "-" + sort)
        case "-" + sort: (order, next.sort) = ("descending", sort)
        default: (order, next.sort) = (nil, isText ? sort : "-" + sort)
        }
        return Column(title: title, style: style, link: Link.contacts(next).path, order: order)
    }

    private static func person(_ row: ContactsPage.Row, _ clock: ShownTime.Clock) -> Person {
        let shown = 3
        return Person(
            name: row.shownName,
            initial: row.shownName.first(where: { $0.isLetter || $0.isNumber }).map { $0.uppercased() } ?? "·",
            tint: row.id.utf8.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFF } % 8,
            kind: row.kind,
            email: row.email,
            phone: row.phone,
            tags: Array(row.tags.prefix(shown)),
            moreTags: row.tags.count > shown ? "+\(row.tags.count - shown)" : nil,
            sessions: grouped(row.sessions),
            lastSeen: row.lastSeenAt.map { ShownTime($0, clock) },
            created: ShownTime(row.createdAt, clock)
        )
    }

    private static func problem(_ refusal: ContactsPage.Refusal, in filter: String) -> Problem {
        // An index of another text would trap: what does not lie in this one is no place.
        let place = refusal.place.flatMap { place in
            place.lowerBound >= filter.startIndex && place.upperBound <= filter.endIndex ? place : nil
        }
        guard let place else {
            return Problem(before: filter, marked: "", after: "", hasPlace: false, message: refusal.message)
        }
        return Problem(
            before: String(filter[..<place.lowerBound]),
            marked: place.isEmpty ? " " : String(filter[place]),
            after: String(filter[place.upperBound...]),
            hasPlace: true,
            message: refusal.message
        )
    }

    private static func page(
        _ question: ContactsPage.Question,
        after: String? = nil,
        before: String? = nil
    ) -> String {
        var question = question
        question.after = after
        question.before = before
        return Link.contacts(question).path
    }

    private static func range(_ found: ContactsPage.Found) -> String? {
        guard let skipped = found.skipped, !found.rows.isEmpty else { return nil }
        return "\(grouped(skipped + 1))–\(grouped(skipped + found.rows.count)) of \(grouped(found.count))"
    }

    private static func grouped(_ number: Int) -> String {
        number.formatted(.number.locale(Locale(identifier: "en_US")))
    }
}
