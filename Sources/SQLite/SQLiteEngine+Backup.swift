import Database
import Foundation
import GRDB
import Glibc

extension SQLiteEngine {
    /// 16 MB of the usual pages, a fraction of a second.
    private static let pagesPerStep: Int32 = 4_096

    /// Copies the database, as it is in one moment, to a file of its own while work goes on.
    ///
    /// The file appears complete or not at all, replaces one of the same name, and only its owner may read it. `progress`
    /// is told a part of 1, and ends the copying by throwing.
    package func backup(
        to target: String,
        progress: @escaping @Sendable (Double) throws -> Void = { _ in }
    ) async throws {
        let partial = "\(target).\(UUID().uuidString).partial"
        do {
            try SQLiteFile.createIfMissing(partial)
            try await readDatabase { source in
                let copy = try DatabaseQueue(path: partial)
                try copy.writeWithoutTransaction { copy in
                    try source.backup(to: copy, pagesPerStep: Self.pagesPerStep) { done in
                        try progress(Double(done.completedPageCount) / Double(max(done.totalPageCount, 1)))
                    }
                }
                // One file without a log beside it, which could be left behind when the backup is moved.
                try copy.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
                try copy.close()
            }
            // What is thrown after the last page is not heard there.
            try progress(1)
            guard rename(partial, target) == 0 else { throw SQLiteFile.explained(errno, path: target) }
            try Self.synchronizeFolder(of: target)
        } catch {
            for leftover in ["", "-journal", "-wal", "-shm"] {
                unlink(partial + leftover)
            }
            throw (error as? KithError)?.kind == .full ? SQLiteFile.full(target) : error
        }
    }

    /// Makes the new name itself survive a power failure.
    private static func synchronizeFolder(of path: String) throws {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0, fsync(descriptor) == 0 else { throw SQLiteFile.explained(errno, path: path) }
        Glibc.close(descriptor)
    }

    /// Looks for damage in the file and for rows whose foreign keys lead nowhere; returns what it found, in words.
    package func problems() async throws -> [String] {
        try await read { connection in
            let damage = try connection.all("PRAGMA integrity_check") { try $0.text(0) }
            let orphans = try connection.all("PRAGMA foreign_key_check") { row in
                let place = try row.integerIfAny(1).map { "row \($0)" } ?? "a row"
                return try "\(place) of \(row.text(0)) refers to a missing row of \(row.text(2))"
            }
            return damage.filter { $0 != "ok" } + orphans
        }
    }
}
