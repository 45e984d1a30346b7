package import Domain
import Stores

extension Imports {
    /// Says how many contacts would go if an import was taken back, and how many would stay.
    package func rehearseTakingBack(_ id: ImportID, by caller: Caller) async throws -> JobProgress {
        try caller.require(.importContacts)
        return try await kith.read { connection in
            let contacts = try Self.contacts(of: id, in: ImportStore(caller.organization, connection))
            let touched = try EventStore(caller.organization, connection)
                .contacts(among: contacts, touchedBesides: id)
            var progress = JobProgress()
            progress.changed = contacts.count - touched.count
            progress.unchanged = touched.count
            return progress
        }
    }

    /// Starts a job that deletes the contacts that an import created and that nobody and nothing touched since.
    package func takeBack(_ id: ImportID, by caller: Caller) async throws -> Job {
        try caller.require(.importContacts)
        let contacts = try await kith.read { connection in
            try Self.contacts(of: id, in: ImportStore(caller.organization, connection))
        }
        let what = JSON.object(["import": .string(id.description)])
        return try await kith.jobs.start(
            .takeImportBack,
            summary: what,
            parameters: what,
            contacts: contacts,
            by: caller
        )
    }

    private static func contacts(of id: ImportID, in store: ImportStore) throws -> [ContactID] {
        guard try store.exists(id) else { throw ImportError.unknown }
        return try store.contacts(of: id)
    }
}
