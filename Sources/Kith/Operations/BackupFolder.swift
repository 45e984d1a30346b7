package import Domain
import Foundation
import Glibc
import Synchronization

/// A copy of the whole database, with all organizations in it.
package struct Backup: Hashable, Sendable {
    /// The name of its file.
    package let name: String
    package let bytes: Int64
    package let madeAt: Instant
}

/// The folder of the backups that are made while Kith is served. One is made at a time, also by several processes.
package final class BackupFolder: Sendable {
    /// Copies the database to a file that appears complete or not at all; `progress` is told a part of 1, and ends the
    /// copying by throwing.
    package typealias Copying =
        @Sendable (_ path: String, _ progress: @escaping @Sendable (Double) throws -> Void) async throws -> Void

    /// How far the backup is that is being made.
    struct Running: Sendable {
        let startedAt: Instant
        var part = 0.0
        var isCancelRequested = false
    }

    private struct State {
        var running: Running?
        /// Why the last one could not be made.
        var problem: String?
    }

    private static let prefix = "kith-"
    private static let unfinishedSuffix = ".partial"

    package let path: String
    private let suffix: String
    private let copying: Copying
    private let state = Mutex(State())

    /// Names of files end with the suffix, which says what wrote them.
    package init(path: String, suffix: String, copying: @escaping Copying) {
        self.path = path
        self.suffix = suffix
        self.copying = copying
    }

    var running: Running? { state.withLock { $0.running } }
    var problem: String? { state.withLock { $0.problem } }

    /// The bytes that may still be written beside the backups; nil where the system does not say.
    var freeBytes: Int64? {
        // The folder is made with the first backup.
        for place in [path, URL(filePath: path).deletingLastPathComponent().path] {
            let attributes = try? FileManager.default.attributesOfFileSystem(forPath: place)
            if let free = attributes?[.systemFreeSize] as? NSNumber { return free.int64Value }
        }
        return nil
    }

    /// The complete ones, newest first. Throws `BackupError.badFolder`.
    func all() throws -> [Backup] {
        let manager = FileManager.default
        guard manager.fileExists(atPath: path) else { return [] }
        return try explaining {
            try manager.contentsOfDirectory(atPath: path)
                .filter { $0.hasPrefix(Self.prefix) && $0.hasSuffix(suffix) }
                .compactMap { name in
                    // One that goes meanwhile is not there.
                    guard let attributes = try? manager.attributesOfItem(atPath: path(of: name)),
                        attributes[.type] as? FileAttributeType == .typeRegular,
                        let bytes = attributes[.size] as? NSNumber, let date = attributes[.modificationDate] as? Date
                    else { return nil }
                    return Backup(name: name, bytes: bytes.int64Value, madeAt: Instant(date: date))
                }
                .sorted { ($0.madeAt, $0.name) > ($1.madeAt, $1.name) }
        }
    }

    /// One of `all`, and where its file is. Throws `BackupError.unknown`.
    func find(_ name: String) throws -> (backup: Backup, path: String) {
        guard let backup = try all().first(where: { $0.name == name }) else { throw BackupError.unknown }
        return (backup, path(of: name))
    }

    func remove(_ name: String) throws {
        let file = try find(name).path
        try explaining { try FileManager.default.removeItem(atPath: file) }
    }

    /// Begins to make one, and returns its name. Throws `BackupError.running`, also where another process makes one.
    func start(at now: Instant) throws -> String {
        let isFirst = state.withLock { state in
            guard state.running == nil else { return false }
            state = State(running: Running(startedAt: now))
            return true
        }
        guard isFirst else { throw BackupError.running }
        do {
            try explaining {
                try FileManager.default.createDirectory(
                    atPath: path,
                    withIntermediateDirectories: true,
                    attributes: [.posixPermissions: 0o700]
                )
            }
            let lock = try lock()
            let second = now.description.prefix(19).filter { $0 != ":" }.replacing("T", with: "-")
            let name = Self.prefix + second + suffix
            Task.detached { [self] in
                let problem = await copy(to: path(of: name))
                // Before anybody is told that it is over, and begins another one.
                close(lock)
                state.withLock { $0 = State(problem: problem) }
            }
            return name
        } catch {
            state.withLock { $0.running = nil }
            throw error
        }
    }

    /// Asks the one that is being made to end; nothing is left of it.
    func cancel() {
        state.withLock { $0.running?.isCancelRequested = true }
    }

    /// Returns why it could not be made; nil also where it was cancelled.
    private func copy(to file: String) async -> String? {
        do {
            try await copying(file) { [self] part in
                let goesOn = state.withLock { state in
                    state.running?.part = part
                    return state.running?.isCancelRequested == false
                }
                if !goesOn { throw CancellationError() }
            }
            return nil
        } catch {
            return error is CancellationError ? nil : "\(error)"
        }
    }

    /// Keeps other processes from beginning; whoever dies over one lets it go, and leaves its file to the next.
    private func lock() throws -> Int32 {
        let descriptor = open(path(of: ".lock"), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR)
        guard descriptor >= 0 else { throw BackupError.badFolder(String(cString: strerror(errno))) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw BackupError.running
        }
        // What cannot be removed now is no backup, and the next one tries again.
        for name in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        where name.hasPrefix(Self.prefix) && name.contains(Self.unfinishedSuffix) {
            try? FileManager.default.removeItem(atPath: path(of: name))
        }
        return descriptor
    }

    private func path(of name: String) -> String {
        URL(filePath: path).appending(path: name).path
    }

    private func explaining<Result>(_ work: () throws -> Result) throws -> Result {
        do {
            return try work()
        } catch let error as CocoaError {
            throw BackupError.badFolder(error.localizedDescription)
        }
    }
}
