package import Domain
import HTTPTypes
package import Hummingbird
package import Kith
import ServiceLifecycle
import Synchronization

/// The change feed as server-sent events, until the other end leaves, its right ends or the server stops.
package struct ChangeStream: Sendable {
    private static let interval: Duration = .milliseconds(200)
    private static let batchSize = 200

    private let kith: Kith
    private let caller: Caller
    private let heartbeat: Duration
    private let stillAdmits: @Sendable () async throws -> Bool
    private let describe: @Sendable (Change) -> JSON

    /// So often as `heartbeat` says, a quiet stream shows that it is there, and `stillAdmits` is asked whether it may be.
    package init(
        of kith: Kith,
        for caller: Caller,
        heartbeat: Duration,
        stillAdmits: @escaping @Sendable () async throws -> Bool,
        describe: @escaping @Sendable (Change) -> JSON
    ) {
        self.kith = kith
        self.caller = caller
        self.heartbeat = heartbeat
        self.stillAdmits = stillAdmits
        self.describe = describe
    }

    package func response(after seq: Int64, in streams: OpenStreams) throws -> Response {
        var headers: HTTPFields = [.contentType: "text/event-stream", .cacheControl: "no-store"]
        headers[.xContentTypeOptions] = "nosniff"
        if let name = HTTPField.Name("X-Accel-Buffering") { headers[name] = "no" }
        try streams.enter(caller)
        let place = StreamPlace(caller: caller, streams: streams)
        return Response(
            status: .ok,
            headers: headers,
            body: ResponseBody { writer in
                defer { place.leave() }
                try await send(after: seq, to: &writer)
                try await writer.finish(nil)
            }
        )
    }

    private func send(after start: Int64, to writer: inout any ResponseBodyWriter) async throws {
        let clock = ContinuousClock()
        var seq = start
        try await writer.write(ByteBuffer(string: "retry: 1000\n\n"))
        var lastWritten = clock.now
        var lastAdmitted = clock.now
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            if clock.now - lastAdmitted >= heartbeat {
                guard try await stillAdmits() else { return }
                lastAdmitted = clock.now
            }
            let changes = try await kith.changes.list(after: seq, limit: Self.batchSize, by: caller)
            if !changes.isEmpty {
                try await writer.write(ByteBuffer(string: changes.map(event).joined()))
                lastWritten = clock.now
                seq = changes.last?.seq ?? seq
            } else if clock.now - lastWritten >= heartbeat {
                try await writer.write(ByteBuffer(string: ":\n\n"))
                lastWritten = clock.now
            }
            if changes.count < Self.batchSize {
                try await Task.sleep(for: Self.interval)
            }
        }
    }

    private func event(_ change: Change) -> String {
        "id: \(change.seq)\nevent: change\ndata: \(describe(change))\n\n"
    }
}

extension Request {
    /// The last event that a client heard before its stream broke off.
    package var lastEventID: Int64? {
        HTTPField.Name("Last-Event-ID").flatMap { headers[$0] }.flatMap { Int64($0) }
    }
}

/// A place among the open streams, given back once: when the stream ends, or when it never begins.
private final class StreamPlace: Sendable {
    private let caller: Caller
    private let streams: OpenStreams
    private let isTaken = Mutex(true)

    init(caller: Caller, streams: OpenStreams) {
        self.caller = caller
        self.streams = streams
    }

    func leave() {
        let wasTaken = isTaken.withLock { isTaken in
            defer { isTaken = false }
            return isTaken
        }
        if wasTaken { streams.leave(caller) }
    }

    deinit { leave() }
}
