import Domain
package import Hummingbird
import Kith

extension SegmentsResource {
    /// `GET /segments/{segment}/moves?after=&limit=&imports=`: who entered and left since a place.
    package func moves(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let wanted = try exchange.query(of: request) { query in
            (
                after: query.integer("after", in: 0...Int64.max) ?? 0,
                limit: query.integer("limit", in: 1...Int64(Segments.moveLimits.upperBound)) ?? 100,
                imports: query.boolean("imports") ?? false
            )
        }
        let moves = try await kith.segments.moves(
            of: exchange.id("segment"),
            after: wanted.after,
            limit: Int(wanted.limit),
            includingImports: wanted.imports,
            by: exchange.caller
        )
        return .json(
            .object(["moves": .array(moves.map(\.json)), "next": .integer(moves.last?.place ?? wanted.after)])
        )
    }

    /// `GET /segments/{segment}/sizes?from=&to=`: how large it was.
    package func sizes(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let wanted = try exchange.query(of: request) { (from: $0.moment("from"), to: $0.moment("to")) }
        let sizes = try await kith.segments.sizes(
            of: exchange.id("segment"),
            from: wanted.from,
            to: wanted.to,
            by: exchange.caller
        )
        return .json(.object(["sizes": .array(sizes.map(\.json))]))
    }
}

extension SegmentMove {
    fileprivate var json: JSON {
        .object([
            "place": .integer(place),
            "contact": contact.json,
            "kind": .string(hasEntered ? "entered" : "left"),
            "at": at.json,
            "seq": .integer(seq),
            "cause": .string(cause.rawValue),
        ])
    }
}

extension HourlyCount {
    fileprivate var json: JSON {
        .object(["at": at.json, "count": .integer(Int64(contacts))])
    }
}
