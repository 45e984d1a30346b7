package import Domain
import Stores

extension Kith {
    package var bulkChanges: BulkChanges { BulkChanges(kith: self) }
}

/// What would become of contacts, and which they are.
package struct Rehearsal: Hashable, Sendable {
    package let progress: JobProgress
    package let chosen: ChosenContacts
}

/// Verbs that change many contacts: the ticked ones, or all that a question finds.
package struct BulkChanges: Sendable {
    let kith: Kith

    /// Contacts that a rehearsal reads at once.
    private static let pageSize = 2_000

    /// Says exactly what would become of the contacts, and changes nothing.
    package func rehearse(
        _ change: BulkChange,
        on choice: ContactChoice,
        by caller: Caller
    ) async throws
        -> Rehearsal
    {
        try check(change, by: caller)
        let now = kith.now()
        return try await kith.readContacts(by: caller) { reading in
            var catalogue = reading.catalogue
            let ids = try choice.contacts(of: caller.organization, at: now, reading)
            let chosen = ChosenContacts(ids)
            var progress = JobProgress()
            guard case .edit(let input) = change else {
                progress.changed = ids.count
                return Rehearsal(progress: progress, chosen: chosen)
            }
            let edit = try input.resolved(in: catalogue)
            try catalogue.addMissingTags(edit.wantedTags)
            let origin = Cause(caller).origin(at: now)
            let store = ContactStore(caller.organization, reading.connection)
            for start in stride(from: 0, to: ids.count, by: Self.pageSize) {
                try Task.checkCancellation()
                let page = Array(ids[start..<min(start + Self.pageSize, ids.count)])
                let contacts = try store.contacts(ids: page, in: catalogue)
                progress.gone += page.count - contacts.count
                for contact in contacts {
                    try progress.count {
                        let edited = try contact.applying(edit, in: catalogue, from: origin)
                        return !ContactChange(from: contact, to: edited).isEmpty
                    }
                }
            }
            return Rehearsal(progress: progress, chosen: chosen)
        }
    }

    /// Freezes the set of contacts as it is at this moment, and starts a job that changes them one batch after another.
    ///
    /// `confirmed` is the set that a rehearsal had: where it is another one by now, nothing starts, and
    /// `JobError.changedMeanwhile` says so.
    package func start(
        _ change: BulkChange,
        on choice: ContactChoice,
        confirmed: ChosenContacts? = nil,
        by caller: Caller
    ) async throws -> Job {
        try check(change, by: caller)
        let now = kith.now()
        let ids = try await kith.readContacts(by: caller) { reading in
            if case .edit(let input) = change { _ = try input.resolved(in: reading.catalogue) }
            return try choice.contacts(of: caller.organization, at: now, reading)
        }
        if let confirmed, confirmed != ChosenContacts(ids) {
            throw JobError.changedMeanwhile(from: confirmed.count, to: ids.count)
        }
        let parameters: JSON = if case .edit(let input) = change { input.json } else { .null }
        return try await kith.jobs.start(
            change.kind,
            summary: change.summary,
            parameters: parameters,
            contacts: ids,
            by: caller
        )
    }

    private func check(_ change: BulkChange, by caller: Caller) throws {
        try caller.require(.seeContacts)
        try caller.require(change.kind.permission)
        if case .edit(let input) = change, input.isEmpty { throw JobError.nothingToDo }
    }
}

extension Catalogue {
    /// Adds tags that an edit would make, under ids that no tag has: for rehearsals.
    fileprivate mutating func addMissingTags(_ names: [TagName]) throws(ContactError) {
        for (index, name) in names.enumerated() where tag(named: name) == nil {
            guard tags.count < Tag.limitPerOrganization else { throw .tooManyTagsInAll }
            add(Tag(id: TagID(rawValue: -Int64(index) - 1), name: name))
        }
    }
}
