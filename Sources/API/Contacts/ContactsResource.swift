import Domain
import HTTP
package import Hummingbird
import Kith
import Outside

/// Contacts, read: one by id or by what leads to it, many by a question.
package struct ContactsResource: Sendable {
    let kith: Kith

    /// `GET /contacts/{contact}`
    package func show(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let found = try await kith.contacts.find(exchange.id("contact"), by: exchange.caller)
        return .json(found.contact.json(in: found.catalogue)).tagged(version: found.contact.version)
    }

    /// `GET /contacts?email=…`: nobody, or the one whom it leads to.
    package func look(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let wanted = try exchange.query(of: request, ContactLookup.init)
        let found = try await wanted.find(in: kith, by: exchange.caller)
        return .json(.object(["contacts": .array(found.map { [$0.contact.json(in: $0.catalogue)] } ?? [])]))
    }

    /// `POST /contacts/search`
    package func search(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let wanted = try await exchange.body(of: request) { fields in
            (question: try ContactQuestion(fields), filterPlace: fields.filterPlace)
        }
        return try await Failure.moving(FilterError.self, to: wanted.filterPlace) {
            try await .json(kith.contacts.search(wanted.question, by: exchange.caller).json(for: exchange.caller))
        }
    }
}

extension ContactAnswer {
    /// So many of the terms that found nobody are named.
    private static let mostMissing = 1_000

    /// The page as programs see it. Who may not page does not learn where the next one begins.
    func json(for caller: Caller) -> JSON {
        let next = hasMore && caller.mayPage ? cursorAfter?.description : nil
        return .object([
            "contacts": .array(contacts.map { $0.json(in: catalogue) }),
            "count": count.map { .integer(Int64($0)) },
            "next": next.map(JSON.string) ?? .null,
            "rank": rank.map { .integer(Int64($0)) },
            "missing": missing.map { missing in
                .object([
                    "count": .integer(Int64(missing.count)),
                    "first": .array(missing.prefix(Self.mostMissing).map(JSON.string)),
                ])
            },
            "sentence": .string(filter.sentence(in: catalogue)),
        ])
    }
}

extension ContactQuestion {
    /// Reads a question from a body; the filter is one line of text, or JSON.
    init(_ fields: Fields) throws {
        try self.init(choosing: fields)
        sort = fields.optionalText("sort", in: 1...200)
        cursor = fields.optionalText("cursor")
        rank = fields.optionalInteger("rank", in: 0...Int64(Int32.max)).map(Int.init)
        if cursor != nil, rank != nil { fields.refuse("rank", ContactQuestionError.twoPlaces.explanation) }
        limit = fields.optionalInteger("limit", in: ContactQuestion.wide).map(Int.init) ?? limit
        wantsCount = fields.optionalBoolean("count") ?? true
    }

    /// Reads the parts that say who is meant.
    init(choosing fields: Fields) throws {
        self.init()
        let text = fields.optionalText("q")
        switch fields.json("filter") {
        case .string(let line)?: filter = line
        case let json?: expression = try FilterExpression(json: json)
        case nil: filter = text ?? ""
        }
        if text != nil, fields.json("filter") != nil { fields.refuse("q", "give q or filter, not both") }
        search = fields.optionalText("search") ?? ""
        terms = try fields.terms()
    }

    private static let wide = Int64(limits.lowerBound)...Int64(limits.upperBound)
}

extension Fields {
    /// Where the body has its filter: in `filter`, or as a line of text in `q`.
    var filterPlace: (String) -> String {
        json("q") == nil ? { $0 } : { _ in "/q" }
    }
}
