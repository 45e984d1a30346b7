import Domain
import HTTPTypes
package import Hummingbird
import Kith

/// Contacts that may be one person, pair by pair.
package struct DuplicatesPage: Sendable {
    private static let pairsOnPage = 20

    let site: Site

    /// `GET /duplicates?after=…`
    package func show(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let cursor = Link.parameters(request.uri.query)["after"].flatMap { DuplicateCursor($0) }
        let page = try await site.kith.duplicates.all(after: cursor, limit: Self.pairsOnPage, by: exchange.caller)
        let model = DuplicateList(page, isFirst: cursor == nil, in: view)
        return try await view.page(
            "duplicates",
            title: view.words["duplicates.title"],
            model,
            current: .duplicates
        )
    }

    /// `POST /duplicates/dismissals`: says that two are two people, or with `recalled` that they may be one after all.
    package func dismiss(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let form = try await Form(of: request, by: exchange)
        guard let first = ContactID(form["first"]), let second = ContactID(form["second"]) else {
            throw HTTPError(.badRequest)
        }
        guard form["recalled"].isEmpty else {
            try await site.kith.duplicates.recall(first, second, by: exchange.caller)
            let page = try await site.kith.duplicates.all(
                of: first,
                limit: Duplicates.limits.upperBound,
                by: view.caller
            )
            let pair = page.pairs.first { $0.first.id == second || $0.second.id == second }
            guard let pair else { throw ContactError.noPair }
            return try view.fragment("duplicate-pair", ShownPair(pair, in: page.catalogue, view))
        }
        try await site.kith.duplicates.dismiss(first, second, by: exchange.caller)
        return try view.fragment("duplicate-dismissed", DismissedPair(form))
    }

    /// `POST /duplicates/searches`: looks through all contacts now, as is done each day.
    package func search(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        _ = try await Form(of: request, by: exchange)
        try await site.kith.duplicates.search(by: exchange.caller)
        return .seeOther(Link.duplicates.path)
    }
}

/// A page of pairs.
struct DuplicateList: Sendable {
    let title: String
    let pairs: [ShownPair]
    let next: String?
    let first: String?
    let isEmpty: Bool
    let searches: Bool
    let search = Link.duplicateSearches.path
    let formToken: String

    init(_ page: DuplicatePage, isFirst: Bool, in view: View) {
        title = view.words["duplicates.title"]
        pairs = page.pairs.map { ShownPair($0, in: page.catalogue, view) }
        next = page.next.map { Link.duplicatePages(after: $0.description).path }
        first = isFirst ? nil : Link.duplicates.path
        isEmpty = pairs.isEmpty && page.next == nil
        searches = view.caller.may(.mergeContacts)
        formToken = view.session.formToken
    }
}

/// Two people side by side, and what speaks for their being one.
struct ShownPair: Sendable {
    struct Side: Sendable {
        let person: Person
        let link: String
    }

    struct Row: Sendable {
        let name: String
        let first: ShownValue
        let second: ShownValue
        let isSame: Bool
    }

    let firstID: String
    let secondID: String
    let label: String
    let first: Side
    let second: Side
    let evidence: [String]
    let rows: [Row]
    let merge: String?
    let dismissals = Link.duplicateDismissals.path

    private static let keys: [PropertyKey] = [
        .profile(ProfileKey.email), .profile(ProfileKey.mobileNumber), .profile(ProfileKey.company),
        .builtIn(.memberId), .builtIn(.lastSeenAt), .builtIn(.createdAt),
    ]

    init(_ pair: LikelyDuplicate, in catalogue: Catalogue, _ view: View) {
        firstID = pair.first.id.description
        secondID = pair.second.id.description
        label = view.words("duplicates.pair", ["one": view.name(of: pair.first), "other": view.name(of: pair.second)])
        first = Side(pair.first, view)
        second = Side(pair.second, view)
        evidence = pair.evidence.map { view.words["duplicates.evidence.\($0.rawValue)"] }
        rows = Self.keys.compactMap { key in
            guard let type = catalogue.type(of: key), pair.first[key] != nil || pair.second[key] != nil else {
                return nil
            }
            return Row(
                name: view.name(of: key, in: catalogue),
                first: view.value(key, type: type, of: pair.first, in: catalogue),
                second: view.value(key, type: type, of: pair.second, in: catalogue),
                isSame: pair.first[key] == pair.second[key]
            )
        }
        merge =
            view.caller.may(.mergeContacts) ? Link.newMerge(ids: [firstID, secondID], primary: nil).path : nil
    }
}

extension ShownPair.Side {
    fileprivate init(_ contact: Contact, _ view: View) {
        person = Person(contact, marks: MarkedText(search: ""), view: view)
        link = Link.contact(contact.id.description).path
    }
}

/// What stands in the place of a pair that was dismissed just now.
struct DismissedPair: Sendable {
    let firstID: String
    let secondID: String
    let dismissals = Link.duplicateDismissals.path

    init(_ form: Form) {
        firstID = form["first"]
        secondID = form["second"]
    }
}
