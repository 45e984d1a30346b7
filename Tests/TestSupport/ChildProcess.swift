package import Foundation
import Synchronization

/// A program that a test starts, and whose output it reads.
///
/// Foundation's `Process` crashes where the tests have about 1,350 files open: it copies the entries of `/proc/self/fd`
/// beyond the end of the last one.
package final class ChildProcess: Sendable {
    package let id: pid_t
    package let output: FileHandle
    package let errors: FileHandle
    private let end = Mutex<Int32?>(nil)
    private let hasEnded = DispatchGroup()
    /// Held while one is started, so that no other one inherits its pipes.
    private static let starting = Mutex(())

    /// Looks for the program in PATH, unless it has a slash. It has nothing to read.
    package init(_ program: String, _ arguments: [String]) throws {
        (id, output, errors) = try Self.starting.withLock { _ in try Self.start([program] + arguments) }
        hasEnded.enter()
        Thread.detachNewThread { [self] in
            var status: Int32 = 0
            while waitpid(id, &status, 0) == -1, errno == EINTR {}
            end.withLock { $0 = status }
            hasEnded.leave()
        }
    }

    private static func start(_ words: [String]) throws -> (pid_t, output: FileHandle, errors: FileHandle) {
        let (output, errors) = (Pipe(), Pipe())
        for handle in [output, errors].flatMap({ [$0.fileHandleForReading, $0.fileHandleForWriting] }) {
            _ = fcntl(handle.fileDescriptor, F_SETFD, FD_CLOEXEC)
        }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output.fileHandleForWriting.fileDescriptor, 1)
        posix_spawn_file_actions_adddup2(&actions, errors.fileHandleForWriting.fileDescriptor, 2)
        var copies = words.map { strdup($0) } + [nil]
        defer { for copy in copies { free(copy) } }
        var id: pid_t = 0
        let failure = posix_spawnp(&id, words[0], &actions, nil, &copies, environ)
        guard failure == 0 else { throw POSIXError(POSIXErrorCode(rawValue: failure) ?? .ENOEXEC) }
        // What is read ends with the program, once nobody else can write.
        try output.fileHandleForWriting.close()
        try errors.fileHandleForWriting.close()
        return (id, output.fileHandleForReading, errors.fileHandleForReading)
    }

    package var isRunning: Bool { end.withLock { $0 == nil } }

    /// Asks it to end.
    package func terminate() { send(SIGTERM) }

    /// Ends it at once.
    package func kill() { send(SIGKILL) }

    private func send(_ signal: Int32) {
        // Not to whoever has its number after it.
        end.withLock { if $0 == nil { _ = Foundation.kill(id, signal) } }
    }

    /// Waits for its end, and returns the status that it exited with, or the signal that ended it.
    @discardableResult
    package func wait() -> Int32 {
        hasEnded.wait()
        let status = end.withLock { $0 } ?? 0
        return wasSignalled ? status & 0x7F : status >> 8 & 0xFF
    }

    /// Whether a signal ended it.
    package var wasSignalled: Bool { end.withLock { ($0 ?? 0) & 0x7F != 0 } }
}
