package import Domain
package import Hummingbird

/// The page of contacts: search, the filter as one line of text, the exact count, and a table.
///
/// All of its state is in its address, so a page can be sent to a colleague, and works without a script.
package struct ContactsPage: Sendable {
    package static let rowsPerPage = 50

    /// Filters to begin with. They name only what every organization has.
    package static let examples = [
        (text: "lastSeenAt within last 7d", meaning: "seen in the last seven days"),
        (text: "member = true and tags: vip", meaning: "members with a tag"),
        (text: "email ends with \"@example.com\"", meaning: "addresses of one company"),
        (text: "country in (KR, JP) or mobileNumber is empty", meaning: "either of two things"),
    ]

    /// Answers a question for a caller. The verb behind it is wired where the program is put together.
    package typealias Source = @Sendable (Question, Caller) async throws -> Answer

    let templates: Templates
    let assets: Assets
    let now: @Sendable () -> Instant
    let source: Source

    /// `GET /contacts`
    package func show(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let question = Question(parameters: Link.parameters(request.uri.query))
        let answer = try await source(question, exchange.caller)
        let model = Model(question, answer, session: exchange.session, styleSheet: assets.styleSheet, now: now())
        let status: HTTPResponse.Status = model.problem == nil ? .ok : .unprocessableContent
        return try .page(templates.draw("contacts", model), status: status)
    }
}

extension ContactsPage {
    /// What a manager asks for.
    package struct Question: Sendable, Hashable {
        package static let longestText = 8_000

        package var search = ""
        package var filter = ""
        /// A property key, with `-` before it for the other direction; empty for the usual order.
        package var sort = ""
        /// A cursor that an answer gave: the page after it, or before it.
        package var after: String?
        package var before: String?

        package init() {}

        init(parameters: [String: String]) {
            search = String((parameters["search"] ?? "").prefix(Self.longestText))
            filter = String((parameters["filter"] ?? "").prefix(Self.longestText))
            sort = String((parameters["sort"] ?? "").prefix(200))
            after = parameters["after"].map { String($0.prefix(Self.longestText)) }
            before = parameters["before"].map { String($0.prefix(Self.longestText)) }
        }

        var parameters: [(String, String?)] {
            [("search", search), ("filter", filter), ("sort", sort), ("after", after), ("before", before)]
        }

        /// The first page of the same question.
        var fromStart: Question {
            var question = self
            question.after = nil
            question.before = nil
            return question
        }
    }

    /// What there is to show.
    package enum Answer: Sendable {
        case page(Found)
        case refused(Refusal)
    }

    package struct Found: Sendable {
        /// How many contacts match in all, exactly.
        package var count: Int
        package var rows: [Row]
        /// How many matches come before the first row, where that is known.
        package var skipped: Int?
        /// Cursors of the neighbouring pages; nil where there is none.
        package var previous: String?
        package var next: String?
        /// True where the organization has no contact at all.
        package var isFirstUse: Bool

        package init(
            count: Int,
            rows: [Row],
            skipped: Int? = nil,
            previous: String? = nil,
            next: String? = nil,
            isFirstUse: Bool = false
        ) {
            self.count = count
            self.rows = rows
            self.skipped = skipped
            self.previous = previous
            self.next = next
            self.isFirstUse = isFirstUse
        }
    }

    /// Why a filter cannot be answered, and which part of its text is wrong.
    package struct Refusal: Sendable {
        package var message: String
        /// A range of `Question.filter`; empty where something is missing at that place; nil where no place is known.
        package var place: Range<String.Index>?

        package init(message: String, place: Range<String.Index>?) {
            self.message = message
            self.place = place
        }
    }

    package struct Row: Sendable {
        package var id: String
        package var shownName: String
        /// Such as `member`.
        package var kind: String
        package var email: String?
        package var phone: String?
        package var tags: [String]
        package var sessions: Int
        package var lastSeenAt: Instant?
        package var createdAt: Instant

        package init(
            id: String,
            shownName: String,
            kind: String,
            email: String? = nil,
            phone: String? = nil,
            tags: [String] = [],
            sessions: Int = 0,
            lastSeenAt: Instant? = nil,
            createdAt: Instant
        ) {
            self.id = id
            self.shownName = shownName
            self.kind = kind
            self.email = email
            self.phone = phone
            self.tags = tags
            self.sessions = sessions
            self.lastSeenAt = lastSeenAt
            self.createdAt = createdAt
        }
    }
}
