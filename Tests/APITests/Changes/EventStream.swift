import HummingbirdTesting
import TestSupport

/// A stream of server-sent events, read as the bytes come.
struct EventStream {
    private let connection: RawConnection

    init(_ http: any TestClientProtocol, _ client: Client, after query: String = "", headers: String = "") throws {
        connection = try RawConnection(port: http.port)
        try connection.write(
            """
            GET /api/v1/changes\(query) HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\
            Authorization: Bearer \(client.token ?? "")\r\n\(headers)\r\n
            """
        )
    }

    /// Reads until the text holds another one, or to the stream's end; returns all of it so far.
    func read(until wanted: String?) async throws -> String {
        try await connection.read(until: wanted)
    }

    func close() {
        connection.close()
    }
}
