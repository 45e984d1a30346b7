import Database
package import Domain
import Stores

extension Tags {
    /// Says how many contacts a merge of tags would change, and changes nothing. Throws `TagError`.
    package func rehearseMerge(_ id: TagID, into other: TagID, by caller: Caller) async throws -> Int {
        try caller.require(.manageTags)
        guard id != other else { throw TagError.mergeWithItself }
        return try await kith.read { connection in
            let catalogue = try kith.catalogue(of: caller.organization, connection)
            try Self.check([id, other], in: catalogue)
            return try Self.count(id, in: catalogue, of: caller.organization, connection)
        }
    }

    /// Makes one tag of two: all contacts of the first get the second, and segments that name the first name the second.
    ///
    /// Tags below the first stay. Returns how many contacts were changed. Contacts are changed batch by batch, each with an
    /// entry on its timeline, and the tag is gone at last: where the process dies in between, merging again finishes it.
    package func merge(_ id: TagID, into other: TagID, by caller: Caller) async throws -> Int {
        try caller.require(.manageTags)
        guard id != other else { throw TagError.mergeWithItself }
        return try await remove(id, replacement: other, by: caller).changed
    }

    /// Removes a tag from all contacts and for good. Returns the segments that name it, as far as the caller sees them:
    /// such a condition then matches nobody (Decision 0006).
    package func delete(_ id: TagID, by caller: Caller) async throws -> (changed: Int, segments: [Segment]) {
        try caller.require(.manageTags)
        return try await remove(id, replacement: nil, by: caller)
    }

    /// Merges a tag into another, and leaves its contacts to a job where they are many.
    package func beginMerge(_ id: TagID, into other: TagID, by caller: Caller) async throws -> Adapting {
        try caller.require(.manageTags)
        guard id != other else { throw TagError.mergeWithItself }
        return try await begin(id, replacement: other, by: caller)
    }

    /// Removes a tag for good, and leaves its contacts to a job where they are many.
    package func beginDeletion(_ id: TagID, by caller: Caller) async throws -> Adapting {
        try caller.require(.manageTags)
        return try await begin(id, replacement: nil, by: caller)
    }

    /// The tags that are being merged or removed, each with what contacts get instead.
    package func going(by caller: Caller) async throws -> [TagID: TagID?] {
        try caller.require(.seeContacts)
        return try await kith.read { connection in
            let all = try kith.adaptations(of: caller.organization, connection)
            let going = all.compactMap { if case .tag(let id, let other) = $0 { (id, other) } else { nil } }
            return Dictionary(going) { first, _ in first }
        }
    }

    /// The segments of the caller that name a tag, for a word of warning before it is removed.
    package func segments(naming id: TagID, by caller: Caller) async throws -> [Segment] {
        try caller.require(.seeContacts)
        return try await kith.read { connection in
            let catalogue = try kith.catalogue(of: caller.organization, connection)
            guard let tag = catalogue.tags[id] else { throw TagError.unknown }
            return catalogue.seen(by: caller).segments(naming: tag.name)
        }
    }

    private func remove(
        _ id: TagID,
        replacement: TagID?,
        by caller: Caller
    ) async throws -> (changed: Int, segments: [Segment]) {
        try await kith.read { connection in
            let catalogue = try kith.catalogue(of: caller.organization, connection)
            try Self.check([id, replacement ?? id], in: catalogue)
            try requireSparingNobody(id, in: catalogue, of: caller.organization, connection)
        }
        let sweep = ContactSweep(
            kith: kith,
            organization: caller.organization,
            adaptation: .tag(id, into: replacement),
            actor: caller.actor
        )
        var changed = 0
        while true {
            changed += try await sweep.run()
            let segments = try await kith.write { transaction in
                try finish(id, replacement: replacement, by: caller, in: transaction)
            }
            if let segments { return (changed, segments) }
        }
    }

    private static func check(_ tags: [TagID], in catalogue: Catalogue) throws(TagError) {
        guard tags.allSatisfy({ catalogue.tags[$0] != nil }) else { throw .unknown }
    }

    /// Nobody is deleted because a tag is gone that spared them.
    private func requireSparingNobody(
        _ id: TagID,
        in catalogue: Catalogue,
        of organization: OrganizationID,
        _ connection: any Connection
    ) throws {
        guard let tag = catalogue.tags[id] else { return }
        let spared = try RetentionStore(organization, connection).find()?.rule.sparedTags ?? []
        guard !spared.contains(id) else { throw TagError.sparesContacts(tag.name.text) }
    }

    /// How many contacts have a tag, the anonymous ones too.
    private static func count(
        _ id: TagID,
        in catalogue: Catalogue,
        of organization: OrganizationID,
        _ connection: any Connection
    ) throws -> Int {
        try ContactSweepStore(organization, connection).count(.tags(.hasAny([id])), in: catalogue)
    }

    /// Removes a tag that no contact has any more; nil where somebody put it on one since.
    private func finish(
        _ id: TagID,
        replacement: TagID?,
        by caller: Caller,
        in transaction: Transaction
    ) throws -> [Segment]? {
        // From here to the commit nobody else can commit, and who knew the tag before begins anew then.
        try OrganizationStore(transaction.connection).lock(caller.organization)
        let catalogue = try transaction.catalogue(of: caller.organization)
        guard let tag = catalogue.tags[id] else { throw TagError.unknown }
        guard try Self.count(id, in: catalogue, of: caller.organization, transaction.connection) == 0 else {
            return nil
        }
        if let replacement { try Self.check([replacement], in: catalogue) }
        try requireSparingNobody(id, in: catalogue, of: caller.organization, transaction.connection)
        let segments = replacement == nil ? catalogue.seen(by: caller).segments(naming: tag.name) : []
        try drop(id, replacement, of: caller.organization, in: transaction)
        try audit(tag, replacement, by: caller, in: transaction)
        return segments
    }

    /// Removes a tag that no contact has any more, in a transaction that has locked the organization. Segments that name
    /// it name its replacement.
    func drop(
        _ id: TagID,
        _ replacement: TagID?,
        of organization: OrganizationID,
        in transaction: Transaction
    ) throws {
        let catalogue = try transaction.catalogue(of: organization)
        guard let tag = catalogue.tags[id] else { return }
        try TagStore(organization, transaction.connection).delete(id)
        transaction.note(Changed(catalogue: true), in: organization)
        guard let other = replacement.flatMap({ catalogue.tags[$0] }) else { return }
        try kith.segments.follow(by: .kith(organization), in: transaction) {
            $0.renaming(tags: [tag.name.folded: other.name])
        }
    }

    private func audit(_ tag: Tag, _ replacement: TagID?, by caller: Caller, in transaction: Transaction) throws {
        guard let replacement else {
            return try transaction.audit(.deletedTag, of: tag.subject, ["name": .string(tag.name.text)], by: caller)
        }
        try transaction.audit(
            .mergedTags,
            of: "tag:\(replacement)",
            ["merged": .string(tag.id.description), "name": .string(tag.name.text)],
            by: caller
        )
    }

    private func begin(_ id: TagID, replacement: TagID?, by caller: Caller) async throws -> Adapting {
        let begun = try await kith.write { transaction in
            try OrganizationStore(transaction.connection).lock(caller.organization)
            let catalogue = try transaction.catalogue(of: caller.organization)
            try Self.check([id, replacement ?? id], in: catalogue)
            guard let tag = catalogue.tags[id] else { throw TagError.unknown }
            for case .tag(let going, let target) in try kith.adaptations(
                of: caller.organization,
                transaction.connection
            ) {
                // What is merged into one that goes would be lost with it.
                let isGoing = going == id || going == replacement || target == id
                if isGoing { throw TagError.isGoing((catalogue.tags[going] ?? tag).name.text) }
            }
            try requireSparingNobody(id, in: catalogue, of: caller.organization, transaction.connection)
            try audit(tag, replacement, by: caller, in: transaction)
            return try kith.adapt(.tag(id, into: replacement), by: caller, in: transaction)
        }
        if begun.job != nil { kith.jobBell.ring() }
        return begun
    }
}

extension Catalogue {
    /// The segments whose conditions name a tag, in the order of their names.
    fileprivate func segments(naming tag: TagName) -> [Segment] {
        segments.values.filter { $0.filter.names(tag: tag) }
            .sorted { ($0.name.folded(), $0.id) < ($1.name.folded(), $1.id) }
    }
}
