package import Domain
import Stores

extension Kith {
    package var segments: Segments { Segments(kith: self) }
}

/// Verbs about segments: shared ones, and the filters that managers saved for themselves.
package struct Segments: Sendable {
    let kith: Kith

    /// What is to become of a segment: what is nil stays.
    package struct Edit: Hashable, Sendable {
        package var name: String?
        package var description: String?
        package var filter: FilterExpression?

        package init(name: String? = nil, description: String? = nil, filter: FilterExpression? = nil) {
            self.name = name
            self.description = description
            self.filter = filter
        }
    }

    /// Saves a filter. Throws `SegmentError`, and `FilterError` where the filter makes no sense in the organization.
    package func create(
        name: String,
        description: String = "",
        filter: FilterExpression,
        isPersonal: Bool = false,
        by caller: Caller
    ) async throws -> Segment {
        let visibility = isPersonal ? Segment.Visibility.personal(try caller.managerWithSegments()) : .shared
        try requireRight(over: visibility, caller)
        let (name, description) = (try Segment.name(name), try Segment.description(description))
        return try await kith.write { transaction in
            try OrganizationStore(transaction.connection).lock(caller.organization)
            let catalogue = try transaction.catalogue(of: caller.organization)
            let segment = Segment(
                id: try transaction.nextID(),
                name: name,
                description: description,
                filter: try filter.resolved(in: catalogue.seen(by: visibility.owner)).expression,
                visibility: visibility,
                createdBy: caller.actor,
                createdAt: transaction.now
            )
            try checkRoom(for: segment, in: catalogue)
            try checkName(of: segment, in: catalogue)
            try SegmentStore(caller.organization, transaction.connection).insert(segment)
            transaction.note(Changed(catalogue: true), in: caller.organization)
            try transaction.audit(.createdSegment, of: segment.subject, ["name": .string(name)], by: caller)
            return segment
        }
    }

    /// Changes a segment that is at `version`, or at any where that is nil. Throws `SegmentError` and `FilterError`.
    package func edit(
        _ id: SegmentID,
        _ edit: Edit,
        version: Int64? = nil,
        by caller: Caller
    ) async throws -> Segment {
        let name = try edit.name.map(Segment.name)
        let description = try edit.description.map(Segment.description)
        return try await kith.write { transaction in
            try OrganizationStore(transaction.connection).lock(caller.organization)
            let catalogue = try transaction.catalogue(of: caller.organization)
            let former = try find(id, in: catalogue, for: caller, at: version)
            var segment = former
            segment.name = name ?? former.name
            segment.description = description ?? former.description
            if let filter = edit.filter {
                let seen = catalogue.seen(by: former.owner)
                segment.filter = try filter.resolved(in: seen).expression
                try checkReferences(of: segment, in: seen)
            }
            guard segment != former else { return former }
            try checkName(of: segment, in: catalogue)
            segment.updatedAt = transaction.now
            segment.version += 1
            let hasFilter = segment.filter != former.filter
            try SegmentStore(caller.organization, transaction.connection).update(segment, withFilter: hasFilter)
            transaction.note(Changed(catalogue: true), in: caller.organization)
            try transaction.audit(
                .editedSegment,
                of: segment.subject,
                ["name": .string(segment.name), "filter": hasFilter ? .boolean(true) : nil],
                by: caller
            )
            return segment
        }
    }

    /// Removes a segment; its contacts stay as they are. Throws `SegmentError.inUse` where others refer to it.
    package func delete(_ id: SegmentID, version: Int64? = nil, by caller: Caller) async throws {
        try await kith.write { transaction in
            try OrganizationStore(transaction.connection).lock(caller.organization)
            let catalogue = try transaction.catalogue(of: caller.organization)
            let segment = try find(id, in: catalogue, for: caller, at: version)
            let uses = catalogue.segments.values.filter { $0.filter.segmentReferences.contains(id.description) }
            guard uses.isEmpty else {
                let seen = uses.filter { catalogue.seen(by: caller).segments[$0.id] != nil }
                throw SegmentError.inUse(by: seen.map(\.name).sorted(), others: uses.count - seen.count)
            }
            try SegmentStore(caller.organization, transaction.connection).delete(id)
            transaction.note(Changed(catalogue: true), in: caller.organization)
            try transaction.audit(.deletedSegment, of: segment.subject, ["name": .string(segment.name)], by: caller)
        }
    }

    /// Finds a segment that the caller may change, or throws `SegmentError.unknown`: also for one of another manager.
    private func find(
        _ id: SegmentID,
        in catalogue: Catalogue,
        for caller: Caller,
        at version: Int64?
    ) throws -> Segment {
        guard let segment = catalogue.seen(by: caller).segments[id] else { throw SegmentError.unknown }
        try requireRight(over: segment.visibility, caller)
        if let version, version != segment.version { throw SegmentError.changed(version: segment.version) }
        return segment
    }

    private func requireRight(over visibility: Segment.Visibility, _ caller: Caller) throws(PermissionError) {
        switch visibility {
        case .shared: try caller.require(.manageSegments)
        case .personal: try caller.require(.seeContacts)
        }
    }

    private func checkRoom(for segment: Segment, in catalogue: Catalogue) throws(SegmentError) {
        guard catalogue.segments.count < Segment.limit else { throw .tooMany }
        guard let owner = segment.owner else { return }
        guard catalogue.segments.values.count(where: { $0.owner == owner }) < Segment.personalLimit else {
            throw .tooManyPersonal
        }
    }

    private func checkName(of segment: Segment, in catalogue: Catalogue) throws(SegmentError) {
        let folded = segment.name.folded()
        let isTaken = catalogue.segments.values.contains { other in
            other.id != segment.id && other.visibility == segment.visibility && other.name.folded() == folded
        }
        guard !isTaken else { throw .nameTaken(segment.name) }
    }

    /// Refuses a filter by which the segment would refer to itself, or too deep for those that refer to it.
    private func checkReferences(of segment: Segment, in catalogue: Catalogue) throws(FilterError) {
        guard !segment.filter.segmentReferences.isEmpty else { return }
        var changed = catalogue
        changed.add(segment)
        let references =
            [segment]
            + catalogue.segments.values.filter { other in
                (try? other.filter.resolved(in: catalogue)) != nil && !other.filter.segmentReferences.isEmpty
            }
        for reference in references {
            _ = try FilterExpression.segment(.init(name: reference.id.description, place: .json("")))
                .resolved(in: changed)
        }
    }
}

extension Segment.Visibility {
    fileprivate var owner: ManagerID? {
        if case .personal(let manager) = self { manager } else { nil }
    }
}

extension Segment {
    /// What the audit log calls it by.
    var subject: String { "segment:\(id)" }
}

extension Caller {
    /// The manager whom personal segments of this caller belong to. Throws `SegmentError.notPersonal`.
    fileprivate func managerWithSegments() throws(SegmentError) -> ManagerID {
        guard case .manager(let manager) = actor else { throw .notPersonal }
        return manager
    }
}
