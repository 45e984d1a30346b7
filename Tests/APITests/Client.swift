import Domain
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import TestSupport
import Testing

/// A program that asks the API, with a token or without.
struct Client: Sendable {
    let http: any TestClientProtocol
    let token: String?

    struct Answer: Sendable {
        let status: Int
        let headers: HTTPFields
        let text: String
        let bytes: [UInt8]
        /// The body where it is JSON, else null.
        let json: JSON

        subscript(_ key: String) -> JSON? { json[key] }

        func header(_ name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }

        /// The pointers of the problem's errors.
        var pointers: [String] { json["errors"]?.array?.compactMap { $0["pointer"]?.string } ?? [] }
        var parameters: [String] { json["errors"]?.array?.compactMap { $0["parameter"]?.string } ?? [] }
        var detail: String { json["detail"]?.string ?? "" }
        var id: String { json["id"]?.string ?? "" }
    }

    func get(_ path: String, _ headers: [String: String] = [:]) async throws -> Answer {
        try await send(.get, path, headers)
    }

    func post(_ path: String, _ body: JSON, _ headers: [String: String] = [:]) async throws -> Answer {
        try await send(.post, path, headers, body: body.description)
    }

    func patch(_ path: String, _ body: JSON, _ headers: [String: String] = [:]) async throws -> Answer {
        try await send(.patch, path, headers, body: body.description)
    }

    func put(_ path: String, _ body: JSON, _ headers: [String: String] = [:]) async throws -> Answer {
        try await send(.put, path, headers, body: body.description)
    }

    func delete(_ path: String, _ headers: [String: String] = [:], body: JSON? = nil) async throws -> Answer {
        try await send(.delete, path, headers, body: body?.description)
    }

    /// Sends a file as the body.
    func upload(_ path: String, _ file: [UInt8], _ headers: [String: String] = [:]) async throws -> Answer {
        try await send(.put, path, headers, file: file)
    }

    /// Sends a request below `/api/v1`; a body is JSON unless its type is given.
    func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ headers: [String: String] = [:],
        body: String? = nil,
        file: [UInt8]? = nil
    ) async throws -> Answer {
        var fields: HTTPFields = [:]
        if let token { fields[.authorization] = "Bearer \(token)" }
        if body != nil { fields[.contentType] = "application/json" }
        if file != nil { fields[.contentType] = "application/octet-stream" }
        for (name, value) in headers {
            if let name = HTTPField.Name(name) { fields[name] = value }
        }
        let response = try await http.executeRequest(
            uri: path.hasPrefix("/api") ? path : "/api/v1" + path,
            method: method,
            headers: fields,
            body: body.map { ByteBuffer(string: $0) } ?? file.map { ByteBuffer(bytes: $0) }
        )
        let text = String(buffer: response.body)
        let answer = Answer(
            status: response.status.code,
            headers: response.headers,
            text: text,
            bytes: Array(response.body.readableBytesView),
            json: (try? JSON(parsing: text)) ?? .null
        )
        for mistake in Description.shared.mistakes(method, path, answer) {
            Issue.record("\(mistake)")
        }
        return answer
    }
}
