import Domain
package import Hummingbird
import Kith

extension TagsPage {
    /// `GET /settings/tags/{tag}/merge`: the form.
    package func beginMerge(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        return try view.fragment("tag-merge", try await merge(exchange, into: nil, in: view))
    }

    /// `POST /settings/tags/{tag}/merge-rehearsal`: how many contacts would get another tag.
    package func rehearseMerge(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let form = try await Form(of: request, by: exchange)
        return try view.fragment("tag-merge-effect", try await merge(exchange, into: TagID(form["into"]), in: view))
    }

    /// `POST /settings/tags/{tag}/merge`
    package func merge(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let form = try await Form(of: request, by: exchange)
        guard let other = TagID(form["into"]) else {
            var model = try await merge(exchange, into: nil, in: view)
            model.problem = view.words["tags.choose-other"]
            return try view.fragment("tag-merge", model, status: .unprocessableContent)
        }
        let tags = try await site.kith.tags.all(by: exchange.caller)
        let (tag, target) = (try tags.find(exchange.tag).tag, try tags.find(other).tag)
        let adapting: Adapting
        do {
            adapting = try await site.kith.tags.beginMerge(tag.id, into: other, by: exchange.caller)
        } catch let error as TagError where error.isAboutItsUse {
            var model = try await merge(exchange, into: other, in: view)
            model.problem = view.sentence(error.explanation)
            return try view.fragment("tag-merge", model, status: .unprocessableContent)
        }
        let names: KeyValuePairs = ["name": tag.name.text, "into": target.name.text]
        return answer(adapting, view.words("tags.was-merged", names), in: view)
    }

    /// `GET /settings/tags/{tag}/deletion`
    package func beginDeletion(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        return try view.fragment("tag-deletion", try await deletion(exchange, in: view))
    }

    /// `POST /settings/tags/{tag}/deletion`
    package func delete(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        _ = try await Form(of: request, by: exchange)
        let tag = try await site.kith.tags.find(exchange.tag, by: exchange.caller).tag
        let adapting: Adapting
        do {
            adapting = try await site.kith.tags.beginDeletion(tag.id, by: exchange.caller)
        } catch let error as TagError where error.isAboutItsUse {
            var model = try await deletion(exchange, in: view)
            model.problems = [view.sentence(error.explanation)]
            return try view.fragment("tag-deletion", model, status: .unprocessableContent)
        }
        return answer(adapting, view.words("tags.was-deleted", ["name": tag.name.text]), in: view)
    }

    private func deletion(_ exchange: ManagerExchange, in view: View) async throws -> TagDeletion {
        let tags = try await site.kith.tags.all(by: exchange.caller)
        let counted = try tags.find(exchange.tag)
        let segments = try await site.kith.tags.segments(naming: counted.tag.id, by: exchange.caller)
        return TagDeletion(counted, among: tags, segments, in: view)
    }

    private func merge(_ exchange: ManagerExchange, into other: TagID?, in view: View) async throws -> TagMerge {
        let tags = try await site.kith.tags.all(by: exchange.caller)
        let tag = try tags.find(exchange.tag).tag
        guard let other else { return TagMerge(of: tag, among: tags, in: view) }
        let count = try await site.kith.tags.rehearseMerge(tag.id, into: other, by: exchange.caller)
        let segments = try await site.kith.tags.segments(naming: tag.id, by: exchange.caller)
        return TagMerge(of: tag, into: try tags.find(other).tag, count: count, segments, among: tags, in: view)
    }

    /// What was done; where contacts still follow, that a job is at it.
    private func answer(_ adapting: Adapting, _ done: String, in view: View) -> Response {
        let follows = adapting.job != nil ? " " + view.count("properties.follow", adapting.contacts) : ""
        return .telling(.closeDialog, .done(done + follows), .named("tags-changed"), .named("jobs-changed"))
    }
}

/// A segment that names a tag.
struct TagUse: Sendable {
    let name: String
    let link: String

    init(_ segment: Segment) {
        name = segment.name
        link = Link.contacts(ContactsState(segment: segment.id.description)).path
    }
}

/// The merge of a tag into another: which, and what becomes of contacts and segments.
struct TagMerge: Sendable {
    struct Choice: Sendable {
        let id: String
        let name: String
        let colour: String
        let count: String
        let isChosen: Bool
    }

    let name: String
    let action: String
    let rehearsal: String
    let choices: [Choice]
    let effect: String?
    let uses: [TagUse]
    let isUsed: Bool
    let below: String?
    var problem: String?

    init(
        of tag: Tag,
        into other: Tag? = nil,
        count: Int = 0,
        _ segments: [Segment] = [],
        among tags: [CountedTag],
        in view: View
    ) {
        name = tag.name.text
        action = Link.tagMerge(tag.id).path
        rehearsal = Link.tagMergeRehearsal(tag.id).path
        choices = tags.filter { $0.tag.id != tag.id }.map { choice in
            Choice(
                id: choice.tag.id.description,
                name: choice.tag.name.text,
                colour: (choice.tag.colour ?? .gray).rawValue,
                count: view.region.number(choice.count),
                isChosen: choice.tag.id == other?.id
            )
        }
        effect = other.map { other in
            let names: KeyValuePairs = [
                "n": view.region.number(count), "name": tag.name.text, "into": other.name.text,
            ]
            return view.words(count == 0 ? "tags.merge-nobody" : "tags.merge-effect", names)
        }
        uses = segments.map(TagUse.init)
        isUsed = !uses.isEmpty
        let countBelow = tags.countBelow(tag)
        below = countBelow > 0 ? view.count("tags.below-stay", countBelow) : nil
    }
}

extension TagError {
    /// Whether it cannot go for now, because of what else is done with it.
    fileprivate var isAboutItsUse: Bool {
        switch self {
        case .isGoing, .sparesContacts: true
        case .unknown, .nameTaken, .tooMany, .mergeWithItself, .changed: false
        }
    }
}

/// What is asked before a tag goes.
struct TagDeletion: Sendable {
    let name: String
    let action: String
    let effect: String
    let uses: [TagUse]
    let isUsed: Bool
    let below: String?
    /// Why it was not deleted; a list of one or none.
    var problems: [String] = []

    init(_ counted: CountedTag, among tags: [CountedTag], _ segments: [Segment], in view: View) {
        name = counted.tag.name.text
        action = Link.tagDeletion(counted.tag.id).path
        effect = counted.count == 0 ? view.words["tags.nobody"] : view.count("tags.lose", counted.count)
        uses = segments.map(TagUse.init)
        isUsed = !uses.isEmpty
        let countBelow = tags.countBelow(counted.tag)
        below = countBelow > 0 ? view.count("tags.below-stay", countBelow) : nil
    }
}
