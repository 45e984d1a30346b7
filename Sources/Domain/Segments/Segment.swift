package typealias SegmentID = Identifier<Segment>

/// A saved filter: never a list, evaluated anew each time.
package struct Segment: Hashable, Sendable, Identifiable {
    package enum Visibility: Hashable, Sendable {
        /// Everybody's of the organization.
        case shared
        /// One manager's own saved filter, which nobody else sees.
        case personal(ManagerID)
    }

    package let id: SegmentID
    package var name: String
    package var description: String
    /// As it was resolved when it was saved. It may name what was archived or removed since.
    package var filter: FilterExpression
    package let visibility: Visibility
    package let createdBy: Actor
    package let createdAt: Instant
    package var updatedAt: Instant
    /// Goes up with each change, from 1.
    package var version: Int64

    package init(
        id: SegmentID,
        name: String,
        description: String = "",
        filter: FilterExpression,
        visibility: Visibility = .shared,
        createdBy: Actor = .kith,
        createdAt: Instant = Instant(milliseconds: 0),
        updatedAt: Instant? = nil,
        version: Int64 = 1
    ) {
        self.id = id
        self.name = name
        self.description = description
        self.filter = filter
        self.visibility = visibility
        self.createdBy = createdBy
        self.createdAt = createdAt
        self.updatedAt = updatedAt ?? createdAt
        self.version = version
    }

    /// The most that an organization may have, personal ones included.
    package static let limit = 1_000
    /// The most personal ones that a manager may have.
    package static let personalLimit = 100
    package static let greatestDescriptionLength = 1_000

    package var owner: ManagerID? {
        if case .personal(let manager) = visibility { manager } else { nil }
    }

    /// The name as it is kept. Throws `SegmentError.badName`.
    package static func name(_ text: String) throws(SegmentError) -> String {
        guard let name = ShownName(text)?.description else { throw .badName }
        return name
    }

    /// The description as it is kept. Throws `SegmentError.badDescription`.
    package static func description(_ text: String) throws(SegmentError) -> String {
        let trimmed = text.trimmed
        let isShown = trimmed.unicodeScalars.allSatisfy { !$0.isControl || $0 == "\n" || $0 == "\t" }
        guard trimmed.count <= greatestDescriptionLength, trimmed.utf8.count <= 10_000, isShown else {
            throw .badDescription
        }
        return trimmed
    }
}

extension Catalogue {
    /// The catalogue without the personal segments of others: what a caller can see, and name in a filter.
    package func seen(by caller: Caller) -> Catalogue {
        if case .manager(let manager) = caller.actor { seen(by: manager) } else { seen(by: nil) }
    }

    /// The same for a manager; for nil without any personal segment.
    package func seen(by manager: ManagerID?) -> Catalogue {
        let hidden = segments.values.filter { $0.owner != nil && $0.owner != manager }
        guard !hidden.isEmpty else { return self }
        var seen = self
        for segment in hidden {
            seen.remove(segment.id)
        }
        return seen
    }
}
