package typealias ImportID = Identifier<Import>

/// One file of contacts that was taken in.
package struct Import: Hashable, Sendable, Identifiable {
    /// Whom a file is of: members or leads, never both.
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        case members
        case leads
    }

    /// What is done with people who are known already, and with those who are not.
    package enum Mode: String, CaseIterable, Hashable, Sendable {
        case upsert
        case create
        case update
    }

    package let id: ImportID
    /// The name of the file, without its folder.
    package var file: String
    package var kind: Kind
    package var mode: Mode
    package var tag: String?
    package var actor: Actor
    package var startedAt: Instant

    package init(
        id: ImportID,
        file: String,
        kind: Kind,
        mode: Mode,
        tag: String?,
        actor: Actor,
        startedAt: Instant
    ) {
        self.id = id
        self.file = file
        self.kind = kind
        self.mode = mode
        self.tag = tag
        self.actor = actor
        self.startedAt = startedAt
    }
}

/// What became of the rows of a file. The numbers add up to the rows.
package struct ImportCounts: Hashable, Sendable {
    package var created = 0
    package var updated = 0
    package var unchanged = 0
    /// Rows of a person whom an earlier row of the file had touched already.
    package var merged = 0
    /// Rows that the mode leaves out: known people when only creating, unknown ones when only updating.
    package var skipped = 0
    package var refused = 0

    package init() {}

    package var rows: Int { created + updated + unchanged + merged + skipped + refused }

    package static func += (left: inout ImportCounts, right: ImportCounts) {
        left.created += right.created
        left.updated += right.updated
        left.unchanged += right.unchanged
        left.merged += right.merged
        left.skipped += right.skipped
        left.refused += right.refused
    }
}
