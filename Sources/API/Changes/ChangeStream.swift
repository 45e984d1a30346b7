import Domain
import HTTP
import HTTPTypes
import Hummingbird
import Kith
import ServiceLifecycle
import Synchronization

/// The change feed as server-sent events, until the other end leaves, the token ends or the server stops.
struct ChangeStream: Sendable {
    private static let interval: Duration = .milliseconds(200)
    private static let batchSize = 200

    let kith: Kith
    let gate: CallerGate
    let caller: Caller
    let request: Request
    /// So often a quiet stream shows that it is there, and the token is looked at again.
    let heartbeat: Duration

    func response(after seq: Int64, in streams: OpenStreams) throws -> Response {
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
                guard try await gate.stillAdmits(caller, request) else { return }
                lastAdmitted = clock.now
            }
            let changes = try await kith.changes.list(after: seq, limit: Self.batchSize, by: caller)
            if !changes.isEmpty {
                try await writer.write(ByteBuffer(string: changes.map(Self.event).joined()))
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

    private static func event(_ change: Change) -> String {
        "id: \(change.seq)\nevent: change\ndata: \(change.json)\n\n"
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
