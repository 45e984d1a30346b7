import Foundation
import HummingbirdTesting
import TestSupport

/// A socket of its own to the server, for bytes that no client would send and answers that last.
final class RawConnection {
    private let socket: Int32
    private(set) var text = ""

    struct Broken: Error {}

    init(port: Int?) throws {
        guard let port else { throw Broken() }
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
    }

    func write(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { throw Broken() }
            rest = rest.dropFirst(count)
        }
    }

    func write(_ text: String) throws {
        try write(Array(text.utf8))
    }

    /// Reads until the text holds another one, or until the other end closes where `wanted` is nil.
    func read(until wanted: String?) async throws -> String {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        for _ in 0..<1_000 {
            if let wanted, text.contains(wanted) { return text }
            let count = recv(socket, &buffer, buffer.count, 0)
            if count > 0 {
                text += String(decoding: buffer.prefix(count), as: UTF8.self)
            } else if count == 0 {
                guard wanted == nil else { throw Broken() }
                return text
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
