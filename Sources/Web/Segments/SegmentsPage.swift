import Domain
import HTTPTypes
package import Hummingbird
import Kith

/// Segments and saved filters.
package struct SegmentsPage: Sendable {
    let site: Site

    /// `GET /segments/list`: the part of the sidebar, with how many are in each now.
    package func list(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let page = HTTPField.Name("HX-Current-URL").flatMap { request.headers[$0] } ?? ""
        let segment = ContactsState(of: page.split(separator: "?", maxSplits: 1).dropFirst().first.map(String.init))
            .segment
        let current = Link.contacts(ContactsState(segment: segment))
        return try view.fragment("segment-list", try await view.sidebar(current))
    }

    /// The segment that the address names. Throws `SegmentError.unknown`: also for one of another manager.
    func find(_ exchange: ManagerExchange) async throws -> ShownSegment {
        try await site.kith.segments.find(exchange.segment, by: exchange.caller)
    }
}

extension ManagerExchange {
    /// The id of the segment that the address names. Throws `SegmentError.unknown` where it is none.
    var segment: SegmentID {
        get throws(SegmentError) {
            guard let id = parameters.get("segment").flatMap({ SegmentID($0) }) else { throw .unknown }
            return id
        }
    }
}
