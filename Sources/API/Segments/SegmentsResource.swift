import Domain
import HTTP
package import Hummingbird
import Kith

/// Segments: saved filters, the organization's shared ones and the caller's own.
package struct SegmentsResource: Sendable {
    let kith: Kith

    /// `GET /segments`; `?counts=true` says how many are in each.
    package func list(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let withCounts = try exchange.query(of: request) { $0.boolean("counts") } ?? false
        let segments = try await kith.segments.all(withCounts: withCounts, by: exchange.caller)
        return .json(.object(["segments": .array(segments.map(\.json))]))
    }

    /// `POST /segments`; with `dryRun` only says what the filter means and how many it finds.
    package func create(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let wanted = try await exchange.body(of: request) { fields in
            let isRehearsal = fields.optionalBoolean("dryRun") ?? false
            return (
                name: isRehearsal ? fields.optionalText("name") ?? "" : fields.text("name"),
                description: fields.optionalText("description") ?? "",
                isPersonal: fields.choice("visibility", of: SegmentVisibility.self) == .personal,
                isRehearsal: isRehearsal,
                filter: try fields.filter()
            )
        }
        if wanted.isRehearsal {
            let preview = try await kith.segments.preview(
                wanted.filter,
                isPersonal: wanted.isPersonal,
                by: exchange.caller
            )
            return .json(
                .object(["count": .integer(Int64(preview.count)), "sentence": .string(preview.sentence)])
            )
        }
        let made = try await kith.segments.create(
            name: wanted.name,
            description: wanted.description,
            filter: wanted.filter,
            isPersonal: wanted.isPersonal,
            by: exchange.caller
        )
        let shown = try await kith.segments.find(made.id, by: exchange.caller)
        return .created(shown.json, at: "/segments/\(made.id)").tagged(version: made.version)
    }

    /// `GET /segments/{segment}`; with `?count=true` its tag is of the answer, as who is in it changes by itself.
    package func show(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let withCount = try exchange.query(of: request) { $0.boolean("count") } ?? false
        let shown = try await kith.segments.find(exchange.id("segment"), withCount: withCount, by: exchange.caller)
        let answer = Response.json(shown.json)
        return withCount ? answer : answer.tagged(version: shown.segment.version)
    }

    /// `PATCH /segments/{segment}`
    package func edit(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let edit = try await exchange.body(of: request) { fields in
            Segments.Edit(
                name: fields.change("name") { fields.text($0) },
                description: fields.edit("description") { fields.text($0, in: 0...Fields.mostTextLength) }
                    .cleared(to: ""),
                filter: try fields.change("filter") { try fields.filter($0) }
            )
        }
        let edited = try await kith.segments.edit(
            exchange.id("segment"),
            edit,
            version: request.expectedVersion(),
            by: exchange.caller
        )
        let shown = try await kith.segments.find(edited.id, by: exchange.caller)
        return .json(shown.json).tagged(version: shown.segment.version)
    }

    /// `DELETE /segments/{segment}`
    package func remove(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        try await kith.segments.delete(
            exchange.id("segment"),
            version: request.expectedVersion(),
            by: exchange.caller
        )
        return .done
    }

    /// `GET /segments/{segment}/contacts`: a page of those who are in it now.
    package func contacts(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let question = try exchange.query(of: request) { query in
            var question = ContactQuestion(
                filter: query.text("filter") ?? "",
                search: query.text("search") ?? "",
                sort: query.text("sort"),
                cursor: query.text("cursor")
            )
            question.limit = query.integer("limit", in: 1...500).map(Int.init) ?? question.limit
            question.wantsCount = query.boolean("count") ?? true
            return question
        }
        let answer = try await kith.segments.members(of: exchange.id("segment"), question, by: exchange.caller)
        return .json(answer.json(for: exchange.caller))
    }
}

/// Who sees a segment, as programs say it.
private enum SegmentVisibility: String, CaseIterable {
    case shared
    case personal
}

extension Edit {
    /// The value where there is to be another; what is cleared becomes `empty`.
    fileprivate func cleared(to empty: Value) -> Value? {
        switch self {
        case .keep: nil
        case .clear: empty
        case .set(let value): value
        }
    }
}

extension ShownSegment {
    fileprivate var json: JSON {
        .object([
            "id": segment.id.json,
            "name": .string(segment.name),
            "description": .string(segment.description),
            "filter": segment.filter.json,
            "text": .string(segment.filter.description),
            "sentence": sentence.map(JSON.string) ?? .null,
            "problem": problem.map { .string($0.description) } ?? .null,
            "visibility": .string(segment.owner == nil ? "shared" : "personal"),
            "createdBy": .string(segment.createdBy.description),
            "createdAt": segment.createdAt.json,
            "updatedAt": segment.updatedAt.json,
            "version": .integer(segment.version),
            "count": count.map { .integer(Int64($0)) },
        ])
    }
}
