import Foundation
import HummingbirdTesting

/// A stream of server-sent events on a socket of its own, read as the bytes come.
final class EventStream {
    private let socket: Int32
    private var text = ""

    struct Broken: Error {}

    init(_ api: ServedAPI, _ client: Client, after query: String = "", headers: String = "") throws {
        guard let port = api.http.port else { throw Broken() }
        socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                connect(socket, pointer, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw Broken() }
        // Reads are tried again and again, so that the test's own tasks go on between them.
        var patience = timeval(tv_sec: 0, tv_usec: 20_000)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        let request = """
            GET /api/v1/changes\(query) HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\
            Authorization: Bearer \(client.token ?? "")\r\n\(headers)\r\n
            """
        let bytes = Array(request.utf8)
        guard send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else { throw Broken() }
    }

    /// Reads until the text holds another one, and returns all of it so far.
    func read(until wanted: String) async throws -> String {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        for _ in 0..<1_000 {
            if text.contains(wanted) { return text }
            let count = recv(socket, &buffer, buffer.count, 0)
            if count > 0 {
                text += String(decoding: buffer.prefix(count), as: UTF8.self)
            } else if count == 0 {
                throw Broken()
            } else {
                await Task.yield()
            }
        }
        throw Broken()
    }

    func close() {
        Foundation.close(socket)
    }
}
