package import Domain
import Stores

extension Kith {
    package var backups: Backups { Backups(kith: self) }
}

/// The backups of an installation as its page shows them.
package struct BackupList: Hashable, Sendable {
    /// Newest first.
    package let backups: [Backup]
    /// Where they are on the machine.
    package let folder: String
    /// How far the one is that is being made, as a part of 1.
    package let running: Double?
    package let isEnding: Bool
    /// Why the last one could not be made, in the system's words.
    package let problem: String?
    package let freeBytes: Int64?
}

/// Verbs about backups. They are the owner's, and only of an installation with one organization: each has all of them.
package struct Backups: Sendable {
    let kith: Kith

    /// Throws `PermissionError.notAnOwner`, `BackupError`.
    package func all(by caller: Caller) async throws -> BackupList {
        let folder = try await folder(for: caller)
        let running = folder.running
        return BackupList(
            backups: try folder.all(),
            folder: folder.path,
            running: running?.part,
            isEnding: running?.isCancelRequested ?? false,
            problem: folder.problem,
            freeBytes: folder.freeBytes
        )
    }

    /// Begins to make one, which goes on by itself. Throws as `all` does.
    package func start(by caller: Caller) async throws {
        let folder = try await folder(for: caller)
        let name = try folder.start(at: kith.now())
        try await note(.startedBackup, name, by: caller)
    }

    /// Asks the one that is being made to end.
    package func cancel(by caller: Caller) async throws {
        try await folder(for: caller).cancel()
    }

    package func remove(_ name: String, by caller: Caller) async throws {
        try await folder(for: caller).remove(name)
        try await note(.removedBackup, name, by: caller)
    }

    /// The file of a backup, for its download. That it was taken stands in the audit log.
    package func open(_ name: String, by caller: Caller) async throws -> (backup: Backup, path: String) {
        let found = try await folder(for: caller).find(name)
        try await note(.downloadedBackup, name, by: caller)
        return found
    }

    private func folder(for caller: Caller) async throws -> BackupFolder {
        try caller.requireOwner()
        guard let folder = kith.backupFolder else { throw BackupError.noFolder }
        guard try await kith.organizations.all().count == 1 else { throw BackupError.severalOrganizations }
        return folder
    }

    private func note(_ action: AuditEntry.Action, _ name: String, by caller: Caller) async throws {
        try await kith.write { try $0.audit(action, of: "backup:\(name)", by: caller) }
    }
}
