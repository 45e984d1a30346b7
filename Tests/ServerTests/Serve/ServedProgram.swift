import Domain
import Foundation
import FoundationNetworking
import Synchronization
import TestSupport
import Testing

/// `kith serve` as a process, whose log and answers a test reads.
final class ServedProgram: Sendable {
    struct Ready: Equatable {
        var contacts: Int
        var isFromFile: Bool
    }

    private let process: ChildProcess
    private let port: UInt16
    private let log = Mutex("")

    /// Runs a test with it, and ends it where the test does not.
    static func with(
        _ program: Program,
        _ options: [String] = [],
        isolation: isolated (any _Concurrency.Actor)? = #isolation,
        _ test: (ServedProgram) async throws -> Void
    ) async throws {
        let served = try ServedProgram(program, options)
        do {
            try await test(served)
        } catch {
            await served.kill()
            throw error
        }
        await served.kill()
    }

    private init(_ program: Program, _ options: [String]) throws {
        port = try Self.freePort()
        process = try program.start(["serve", "--port", "\(port)"] + options)
        for handle in [process.output, process.errors] {
            // Reading blocks; it ends with the process.
            Thread.detachNewThread { [self] in
                while case let data = handle.availableData, !data.isEmpty {
                    log.withLock { $0 += String(decoding: data, as: UTF8.self) }
                }
            }
        }
    }

    /// Waits until it listens and the roster is there, as the log says.
    func ready() async throws -> Ready {
        try await listening()
        var ready: Ready?
        try await wait {
            let line = log.withLock { $0 }.split(separator: "\n").last { $0.hasSuffix("a roster is ready") }
            let said = line?.firstMatch(of: /contacts=(\d+) from=(file|rows)/)?.output
            ready = said.map { Ready(contacts: Int($0.1) ?? -1, isFromFile: $0.2 == "file") }
            return ready != nil
        }
        return try #require(ready)
    }

    func listening() async throws {
        try await wait { log.withLock { $0 }.contains("Server started and listening") }
    }

    /// Looks again and again whether something has happened, for a minute at most.
    func wait(_ hasHappened: () async throws -> Bool) async throws {
        let end = ContinuousClock.now + .seconds(60)
        while try await !hasHappened() {
            guard ContinuousClock.now < end else { throw TooLong(log: log.withLock { $0 }) }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    /// The numbers of `/metrics` whose names begin so.
    func metrics(_ prefix: String) async throws -> [String: Double] {
        let request = URLRequest(url: try url("/metrics"))
        let lines = String(decoding: try await URLSession.shared.data(for: request).0, as: UTF8.self).split(
            separator: "\n"
        )
        let words = lines.filter { $0.hasPrefix(prefix) }.map { $0.split(separator: " ") }
        return Dictionary(words.map { (String($0[0]), Double($0[1]) ?? .nan) }) { $1 }
    }

    /// How many contacts a filter finds, as the API answers.
    func count(_ filter: String, key: String) async throws -> Int64? {
        try await ask("POST", "/contacts/search", ["q": .string(filter), "limit": 1], key: key)["count"]?.integer
    }

    /// What the API answers; without a body where there is none to send.
    @discardableResult
    func ask(_ method: String, _ path: String, _ body: JSON? = nil, key: String) async throws -> JSON {
        var request = URLRequest(url: try url("/api/v1" + path))
        request.httpMethod = method
        request.setValue("Bearer \(key)", forHTTPHeaderField: "Authorization")
        if let body {
            request.setValue("application/json", forHTTPHeaderField: "Content-Type")
            request.httpBody = Data(body.description.utf8)
        }
        let data = try await URLSession.shared.data(for: request).0
        return try JSON(parsing: String(decoding: data, as: UTF8.self))
    }

    func kill() async {
        guard process.isRunning else { return }
        killAtOnce()
        _ = await end()
    }

    /// The same without waiting for its end.
    func killAtOnce() {
        process.kill()
    }

    /// Stops it as an operator does; returns its status.
    func stop() async -> Int32 {
        process.terminate()
        return await end()
    }

    private func end() async -> Int32 {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { [process] in
                continuation.resume(returning: process.wait())
            }
        }
    }

    private func url(_ path: String) throws -> URL {
        guard let url = URL(string: "http://127.0.0.1:\(port)\(path)") else { throw URLError(.badURL) }
        return url
    }

    /// One that was free a moment ago.
    private static func freePort() throws -> UInt16 {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(listener) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, size) == 0 && getsockname(listener, address, &size) == 0
            }
        }
        guard isBound else { throw POSIXError(.init(rawValue: errno) ?? .EADDRINUSE) }
        return UInt16(bigEndian: address.sin_port)
    }

    private struct TooLong: Error {
        let log: String
    }
}

extension Program {
    /// A key of the organization demo that may do everything.
    func key() async throws -> String {
        let outcome = try await run("key", "create", "--name", "test", "--organization", "demo", "--scopes", "all")
        return String(try #require(outcome.output.firstMatch(of: /kith_[A-Za-z0-9_-]+/)?.output, "\(outcome.errors)"))
    }
}
