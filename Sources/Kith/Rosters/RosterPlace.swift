import Dispatch
import Glibc
import Roster
import Synchronization

/// The file of one organization's roster: written beside its place and put there whole, or not at all.
final class RosterPlace: Sendable {
    static let unfinishedSuffix = ".unfinished"

    private struct State {
        /// How often the file was forgotten: what was begun to be written before is not wanted any more.
        var forgettings = 0
        /// The last change that the file knows; nil where there is none, as far as this process knows.
        var seq: Int64?
    }

    private let path: String
    private let state = Mutex(State())

    init(_ path: String) {
        self.path = path
    }

    private var unfinished: String { path + Self.unfinishedSuffix }

    /// The last change that the file knows; nil where there is none.
    var seq: Int64? { state.withLock { $0.seq } }

    /// What a writer takes before it looks at the contacts.
    var ticket: Int { state.withLock { $0.forgettings } }

    /// Removes the file, and one that is being written: people were deleted, or it is of no use.
    func forget() throws(RosterFileError) {
        try state.withLock { state throws(RosterFileError) in
            state.forgettings += 1
            state.seq = nil
            try Self.remove(path)
            try Self.remove(unfinished)
        }
    }

    private static func remove(_ path: String) throws(RosterFileError) {
        guard unlink(path) == 0 || errno == ENOENT || errno == ENOTDIR else { throw .system(errno) }
    }

    /// What the file is of; nil where there is none.
    func heading() async throws -> RosterFile.Heading? {
        try await Self.onThread { [path] in
            do {
                return try OpenRosterFile(path: path).heading
            } catch RosterFileError.system(ENOENT) {
                return nil
            }
        }
    }

    func roster() async throws -> Roster {
        try await Self.onThread { [self] in
            let roster = try OpenRosterFile(path: path).roster()
            state.withLock { $0.seq = roster.snapshot.seq }
            return roster
        }
    }

    /// Writes the file, unless it was forgotten since the ticket was taken, or `isWanted` says no; returns whether.
    func write(
        _ snapshot: RosterSnapshot,
        _ heading: RosterFile.Heading,
        ticket: Int,
        isWanted: @escaping @Sendable () -> Bool
    ) async throws -> Bool {
        try await Self.onThread { [self] in
            do {
                try Self.remove(unfinished)
                try RosterFile.write(snapshot, heading, to: unfinished) {
                    isWanted() && self.ticket == ticket
                }
                return try state.withLock { state throws(RosterFileError) in
                    guard state.forgettings == ticket else { throw .unwanted }
                    guard rename(unfinished, path) == 0 else { throw .system(errno) }
                    state.seq = heading.seq
                    return true
                }
            } catch RosterFileError.unwanted {
                try Self.remove(unfinished)
                return false
            } catch {
                try Self.remove(unfinished)
                throw error
            }
        }
    }

    private static func onThread<Result: Sendable>(
        _ work: @escaping @Sendable () throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            thread.async { continuation.resume(with: Swift.Result { try work() }) }
        }
    }

    private static let thread = DispatchQueue(label: "kith.roster.files", attributes: .concurrent)
}
