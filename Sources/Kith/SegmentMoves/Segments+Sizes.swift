package import Domain
import Stores

extension Segments {
    /// How many were in a shared segment from one moment to another, an hour a point; where that would be more than 1,000
    /// points, a day a point. Personal segments have none. Throws `SegmentError.unknown`.
    package func sizes(
        of id: SegmentID,
        from start: Instant? = nil,
        to end: Instant? = nil,
        by caller: Caller
    ) async throws -> [HourlyCount] {
        try caller.require(.seeContacts)
        let end = end ?? kith.now()
        let start = start ?? end - Self.usualSpan
        return try await kith.read { [kith] connection in
            try kith.requireSegment(id, by: caller, connection)
            let zone = try kith.catalogue(of: caller.organization, connection).zone
            let sizes = try SegmentSizeStore(caller.organization, connection).sizes(of: id, from: start, to: end)
            return HourlyCount.thinned(sizes, in: zone)
        }
    }

    /// 30 days.
    private static let usualSpan: Int64 = 30 * 86_400_000
}
