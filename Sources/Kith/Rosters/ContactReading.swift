import Database
import Domain
import Roster

/// What a verb reads contacts with: one state of the database, what is defined in it, and who matches.
struct ContactReading {
    let connection: any Connection
    /// As the caller sees it.
    let catalogue: Catalogue
    let index: ContactIndex
    private let segments: () throws -> DefinedSegments?

    init(
        connection: any Connection,
        catalogue: Catalogue,
        index: ContactIndex,
        segments: @escaping () throws -> DefinedSegments?
    ) {
        self.connection = connection
        self.catalogue = catalogue
        self.index = index
        self.segments = segments
    }

    /// What the segments that the caller sees come down to; nil where no roster knows who is in them.
    func visibleSegments() throws -> RosterSegments? {
        guard index.snapshot != nil, let defined = try segments() else { return nil }
        return defined.segments.only { catalogue.segments[$0] != nil }
    }

    /// How many are in each segment that the caller sees, all at one moment; nil where no roster knows.
    func segmentCounts() throws -> [SegmentID: Int]? {
        guard let defined = try segments(), let counts = try index.counts(of: defined.segments) else { return nil }
        return counts.filter { catalogue.segments[$0.key] != nil }
    }
}
