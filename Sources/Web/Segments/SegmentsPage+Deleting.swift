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
        let others: String?
        let isInUse: Bool
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
            let deletion = try await deletion(exchange, usedByOthers: others, in: view)
            return try view.fragment("segment-deletion", deletion, status: .conflict)
        }
    }

    /// `others` is how many segments refer to it that the manager does not see.
    private func deletion(
        _ exchange: ManagerExchange,
        usedByOthers others: Int = 0,
        in view: View
    ) async throws -> Deletion {
        let segment = try await find(exchange).segment
        let all = try await site.kith.segments.all(by: exchange.caller).map(\.segment)
        let uses = all.filter { $0.filter.segmentReferences.contains(segment.id.description) }
        return Deletion(
            name: segment.name,
            action: Link.segmentDeletion(segment.id).path,
            uses: uses.map {
                .init(name: $0.name, link: Link.contacts(ContactsState(segment: $0.id.description)).path)
            },
            others: others > 0 ? view.count("segment.used-by-others", others) : nil,
            isInUse: !uses.isEmpty || others > 0
        )
    }
}
