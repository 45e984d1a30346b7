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
        let current = Link.contacts(ContactsState(segment: Self.segment(ofPage: page)))
        return try view.fragment("segment-list", try await view.sidebar(current))
    }

    /// The id of the segment that a page is about: its list, or its size over time.
    private static func segment(ofPage page: String) -> String {
        let parts = page.split(separator: "?", maxSplits: 1)
        let path = parts.first?.split(separator: "/") ?? []
        if path.count > 1, path[path.count - 1] == "history" { return String(path[path.count - 2]) }
        return ContactsState(of: parts.dropFirst().first.map(String.init)).segment
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
