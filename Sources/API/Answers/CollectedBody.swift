import HTTPTypes
import Hummingbird
import Synchronization

extension ResponseBody {
    /// The bytes of a body that is not a stream, or nil.
    func collected() async throws -> ByteBuffer? {
        guard contentLength != nil else { return nil }
        let writer = CollectingWriter()
        try await write(writer)
        return writer.collected
    }
}

/// Takes a body's bytes instead of the network.
private final class CollectingWriter: ResponseBodyWriter, Sendable {
    private let buffer = Mutex(ByteBuffer())

    var collected: ByteBuffer { buffer.withLock { $0 } }

    func write(_ bytes: ByteBuffer) {
        buffer.withLock { _ = $0.writeImmutableBuffer(bytes) }
    }

    func finish(_ trailers: HTTPFields?) {}
}
