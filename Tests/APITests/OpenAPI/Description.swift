import Domain
import HTTPTypes
import TestSupport
import Testing

@testable import API

/// The API's own description, which every answer in these tests is held against.
struct Description {
    static let shared = Description()

    let document: JSON

    private init() {
        document = (try? OpenAPIResource(version: "test").document) ?? .null
    }

    struct Operation {
        let method: String
        let path: String
        let json: JSON

        /// Such as `GET /roles/{role}`.
        var line: String { "\(method.uppercased()) \(path)" }
    }

    static let methods = ["get", "post", "put", "patch", "delete"]

    var operations: [Operation] {
        (document["paths"]?.object ?? []).flatMap { path in
            (path.value.object ?? []).filter { Self.methods.contains($0.key) }
                .map { Operation(method: $0.key, path: path.key, json: $0.value) }
        }
    }

    /// The operation that answers a request, or nil.
    func operation(_ method: String, _ path: String) -> Operation? {
        let path = path.prefix { $0 != "?" }
        let fitting = operations.filter { $0.method == method.lowercased() && Self.fits(path, $0.path) }
        return fitting.min { $0.path.count { $0 == "{" } < $1.path.count { $0 == "{" } }
    }

    private static func fits(_ path: Substring, _ template: String) -> Bool {
        let parts = path.split(separator: "/")
        let wanted = template.split(separator: "/")
        return parts.count == wanted.count && zip(parts, wanted).allSatisfy { $0 == $1 || $1.hasPrefix("{") }
    }

    /// Says what of an answer is not as described; nothing where nobody described the request's path.
    func mistakes(_ method: HTTPRequest.Method, _ path: String, _ answer: Client.Answer) -> [String] {
        guard let operation = operation(method.rawValue, path), answer.status != 405 else { return [] }
        guard let found = operation.json["responses"]?["\(answer.status)"] else {
            return ["\(operation.line): the status \(answer.status) is not documented"]
        }
        let schemas = JSONSchema(in: document)
        let response = found["$ref"]?.string.flatMap(schemas.resolved) ?? found
        guard let content = response["content"] else {
            return answer.text.isEmpty ? [] : ["\(operation.line): \(answer.status) has a body"]
        }
        if method == .head { return [] }
        let type = answer.headers[.contentType].map { String($0.prefix { $0 != ";" }) } ?? ""
        guard let schema = content[type]?["schema"] else {
            return ["\(operation.line): \(answer.status) is not documented as \(type)"]
        }
        guard type.hasSuffix("json") else { return [] }
        return schemas.mistakes(in: answer.json, schema).map { "\(operation.line): \(answer.status) \($0)" }
    }
}
