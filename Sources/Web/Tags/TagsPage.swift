import Domain
import HTTP
package import Hummingbird
import Kith

/// The labels on contacts, and how many have each.
package struct TagsPage: Sendable {
    struct Model: Sendable {
        let title: String
        let tags: TagTree
        let new = Link.newTag.path
    }

    let site: Site

    /// `GET /settings/tags`
    package func show(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let model = Model(title: view.words["tags.title"], tags: try await TagTree(in: view))
        return try await view.page("tags", title: model.title, model, current: .tags)
    }

    /// `GET /settings/tags/list`: the part of the page that follows what others change.
    package func list(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        return try view.fragment("tag-tree", try await TagTree(in: view))
    }

    /// `GET /settings/tags/new`: the form.
    package func begin(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        return try view.fragment("tag-form", TagForm(in: view))
    }

    /// `POST /settings/tags`
    package func create(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let form = try await Form(of: request, by: exchange)
        do {
            let colour = TagColour(rawValue: form["colour"])
            let tag = try await site.kith.tags.create(name: form["name"], colour: colour, by: exchange.caller)
            return .telling(
                .closeDialog,
                .done(view.words("tags.was-created", ["name": tag.name.text])),
                .named("tags-changed")
            )
        } catch {
            let form = try TagForm(form, in: view).refused(error, in: view)
            return try view.fragment("tag-form", form, status: .unprocessableContent)
        }
    }

    /// `GET /settings/tags/{tag}/edit`: the form.
    package func open(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let tags = try await site.kith.tags.all(by: exchange.caller)
        let form = TagForm(of: try tags.find(exchange.tag).tag, among: tags, in: view)
        return try view.fragment("tag-form", form)
    }

    /// `POST /settings/tags/{tag}`: a new name moves all below it, too.
    package func edit(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let sent = try await Form(of: request, by: exchange)
        let id = try exchange.tag
        let tags = try await site.kith.tags.all(by: exchange.caller)
        let tag = try tags.find(id).tag
        // One without a colour of its own is shown gray, and stays without where that is left.
        let colour = TagColour(rawValue: sent["colour"]).flatMap { $0 == .gray && tag.colour == nil ? nil : $0 }
        do {
            let edited = try await site.kith.tags.edit(
                id,
                name: sent["name"],
                colour: .some(colour),
                seen: (sent["seen_name"], TagColour(rawValue: sent["seen_colour"])),
                by: exchange.caller
            )
            let done = view.words("tags.was-changed", ["name": edited.name.text])
            return .telling(.closeDialog, .done(done), .named("tags-changed"))
        } catch {
            var form = TagForm(of: tag, among: tags, sent, in: view)
            form = try form.refused(error, of: tag, in: view)
            let isChanged = (error as? TagError) == .changed
            return try view.fragment("tag-form", form, status: isChanged ? .conflict : .unprocessableContent)
        }
    }
}

extension ManagerExchange {
    /// The tag that the address names.
    var tag: TagID {
        get throws(TagError) {
            guard let id = parameters.get("tag").flatMap({ TagID($0) }) else { throw .unknown }
            return id
        }
    }
}

extension [CountedTag] {
    func find(_ id: TagID) throws(TagError) -> CountedTag {
        guard let found = first(where: { $0.tag.id == id }) else { throw .unknown }
        return found
    }

    /// How many stand below a tag.
    func countBelow(_ tag: Tag) -> Int {
        count { $0.tag.id != tag.id && $0.tag.name.isWithin(tag.name) }
    }
}
