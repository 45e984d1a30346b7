import HummingbirdTesting
import TestSupport
import Testing

@Suite("Requests that no client sends")
struct RawRequestTests {
    private static let hostile: [[UInt8]] = [
        Array("GET /api/v1/contacts/".utf8) + [0xFF, 0xFE] + Array(" HTTP/1.1\r\nHost: x\r\n".utf8),
        Array("GET /api/v1/contacts?email=".utf8) + [0xC3, 0x28] + Array(" HTTP/1.1\r\nHost: x\r\n".utf8),
        Array("GET http://evil.example/api/v1/me HTTP/1.1\r\nHost: x\r\n".utf8),
        Array("GET //evil.example/api/v1/me HTTP/1.1\r\nHost: x\r\n".utf8),
        Array("GET /api/v1/contacts/%zz HTTP/1.1\r\nHost: x\r\n".utf8),
        Array("FOO /api/v1/me HTTP/1.1\r\nHost: x\r\n".utf8),
        Array("GET /api/v1/me HTTP/1.1\r\nHost: x\r\nIf-None-Match: \",,,\r\nKith-Seq: -1\r\n".utf8),
        Array("GET /api/v1/me HTTP/1.1\r\nHost: x\r\nCookie: a=b\r\nAccept: ;;;\r\n".utf8),
    ]

    @Test("each gets an answer, and none is a fault", arguments: hostile)
    func answered(head: [UInt8]) async throws {
        try await ServedAPI.run { api in
            let token = try #require(try await api.program().token)
            let connection = try RawConnection(port: api.http.port)
            try connection.write(head)
            try connection.write("Authorization: Bearer \(token)\r\nConnection: close\r\n\r\n")
            let status = try await connection.read(until: "\r\n").split(separator: " ").dropFirst().first
            #expect(status.flatMap { Int($0) }.map { $0 < 500 } == true)
            connection.close()
        }
    }

    @Test("a body that does not say its length is read no further than the limit")
    func chunks() async throws {
        try await ServedAPI.run { api in
            let token = try #require(try await api.program().token)
            let connection = try RawConnection(port: api.http.port)
            try connection.write(
                """
                POST /api/v1/roles HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n\
                Authorization: Bearer \(token)\r\nTransfer-Encoding: chunked\r\n\r\n
                """
            )
            let chunk = "10000\r\n" + String(repeating: " ", count: 65_536) + "\r\n"
            for _ in 0..<17 { try connection.write(chunk) }
            #expect(try await connection.read(until: "\r\n").contains("413"))
            connection.close()
        }
    }

    @Test("a body that says too great a length is refused before it comes")
    func length() async throws {
        try await ServedAPI.run { api in
            let token = try #require(try await api.program().token)
            let connection = try RawConnection(port: api.http.port)
            try connection.write(
                """
                POST /api/v1/roles HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n\
                Authorization: Bearer \(token)\r\nContent-Length: 99999999999\r\n\r\n
                """
            )
            #expect(try await connection.read(until: "\r\n").contains("413"))
            connection.close()
        }
    }
}
