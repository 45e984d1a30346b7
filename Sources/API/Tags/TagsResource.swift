import Domain
import HTTP
package import Hummingbird
import Kith

/// The organization's tags. Putting them on contacts is an edit of the contacts.
package struct TagsResource: Sendable {
    let kith: Kith

    /// `GET /tags`: all, with how many contacts have each.
    package func list(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let tags = try await kith.tags.all(by: exchange.caller)
        return .json(.object(["tags": .array(tags.map { .object($0.members) })]))
    }

    /// `POST /tags`
    package func create(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let wanted = try await exchange.body(of: request) { fields in
            (
                name: try fields.text("name", as: { try TagName($0) }),
                colour: fields.choice("colour", of: TagColour.self)
            )
        }
        let tag = try await kith.tags.create(
            name: wanted.name.text,
            colour: wanted.colour,
            by: exchange.caller
        )
        return .created(.object(tag.members + [JSON.Member("count", .integer(0))]), at: "/tags/\(tag.id)")
    }

    /// `GET /tags/{tag}`: with the segments that name it, which its removal would leave without anybody.
    package func show(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let tag = try await kith.tags.find(exchange.id("tag"), by: exchange.caller)
        let segments = try await kith.tags.segments(naming: tag.tag.id, by: exchange.caller)
        let named = segments.map { JSON.object(["id": $0.id.json, "name": .string($0.name)]) }
        return .json(.object(tag.members + [JSON.Member("segments", .array(named))]))
    }

    /// `PATCH /tags/{tag}`: a new name moves all below it, too.
    package func edit(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let wanted = try await exchange.body(of: request) { fields in
            (
                name: try fields.change("name") { try fields.text($0, as: { try TagName($0) }) },
                colour: fields.edit("colour") { fields.choice($0, of: TagColour.self) }
            )
        }
        let colour: TagColour?? =
            switch wanted.colour {
            case .keep: nil
            case .clear: .some(nil)
            case .set(let colour): .some(colour)
            }
        do {
            let id: TagID = exchange.id("tag")
            let edited = try await kith.tags.edit(id, name: wanted.name?.text, colour: colour, by: exchange.caller)
            // Who may manage tags need not be one who may see contacts.
            return .json(.object(edited.members))
        } catch let error as TagNameError {
            // Of one below it.
            throw Failure(places: [.init(error.explanation, pointer: "/name")])
        }
    }

    /// `DELETE /tags/{tag}`: takes it off all contacts.
    package func remove(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        _ = try await kith.tags.delete(exchange.id("tag"), by: exchange.caller)
        return .done
    }

    /// `POST /tags/{tag}/merges`: all contacts that have it get another one, and it is gone; with `dryRun` it only says
    /// how many these are.
    package func merge(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let wanted = try await exchange.body(of: request) { fields in
            (other: fields.id("into") as TagID, isDryRun: fields.optionalBoolean("dryRun") ?? false)
        }
        let tags = kith.tags
        let id: TagID = exchange.id("tag")
        let changed =
            wanted.isDryRun
            ? try await tags.rehearseMerge(id, into: wanted.other, by: exchange.caller)
            : try await tags.merge(id, into: wanted.other, by: exchange.caller)
        return .json(
            .object([
                "dryRun": .boolean(wanted.isDryRun), "into": wanted.other.json, "changed": .integer(Int64(changed)),
            ])
        )
    }
}

extension Tag {
    fileprivate var members: [JSON.Member] {
        [
            JSON.Member("id", id.json), JSON.Member("name", .string(name.text)),
            JSON.Member("colour", colour.map { .string($0.rawValue) } ?? .null),
        ]
    }
}

extension CountedTag {
    fileprivate var members: [JSON.Member] { tag.members + [JSON.Member("count", .integer(Int64(count)))] }
}
