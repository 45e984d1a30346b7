import Domain
package import Hummingbird
import Kith

extension SegmentsPage {
    /// What is asked before a segment goes.
    struct Deletion: Sendable {
        struct Use: Sendable {
            let name: String
            let link: String
        }

        let name: String
        let action: String
        /// The segments that refer to it, as far as the manager sees them.
        let uses: [Use]
        /// How many more there are.
        var others: String?
        var isInUse: Bool { !uses.isEmpty || others != nil }
    }

    /// `GET /segments/{segment}/deletion`
    package func beginDeletion(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        return try view.fragment("segment-deletion", try await deletion(exchange, in: view))
    }

    /// `POST /segments/{segment}/deletion`: its contacts stay as they are.
    package func delete(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        _ = try await Form(of: request, by: exchange)
        do {
            try await site.kith.segments.delete(exchange.segment, by: exchange.caller)
            return .leading(to: .contacts(ContactsState()))
        } catch SegmentError.inUse(_, let others) {
            var deletion = try await deletion(exchange, in: view)
            deletion.others = others > 0 ? view.count("segment.used-by-others", others) : nil
            return try view.fragment("segment-deletion", deletion, status: .conflict)
        }
    }

    private func deletion(_ exchange: ManagerExchange, in view: View) async throws -> Deletion {
        let segment = try await find(exchange).segment
        let others = try await site.kith.segments.all(by: exchange.caller).map(\.segment)
        let uses = others.filter { $0.filter.segmentReferences.contains(segment.id.description) }
        return Deletion(
            name: segment.name,
            action: Link.segmentDeletion(segment.id).path,
            uses: uses.map {
                .init(name: $0.name, link: Link.contacts(ContactsState(segment: $0.id.description)).path)
            }
        )
    }
}
