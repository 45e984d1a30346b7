import Domain
import TestSupport
import Testing

@testable import API

@Suite("The description of the API")
struct OpenAPITests {
    @Test("K6: each route is described, and each description is of a route, with its permission")
    func routes() async throws {
        try await ServedAPI.run { api in
            let routes = try api.routes
            let operations = Description.shared.operations
            #expect(Set(operations.map(\.line)) == Set(routes.map(\.line)))
            for route in routes {
                let operation = try #require(operations.first { $0.line == route.line }).json
                #expect((operation["security"] == []) == route.isForEverybody, "\(route.line)")
                guard !route.isForEverybody else { continue }
                let permission = route.permission.map { JSON.string($0.rawValue) } ?? .null
                #expect(operation["x-permission"] == permission, "\(route.line)")
            }
        }
    }

    @Test("each operation has a name of its own, a summary, a tag, and all that its path names")
    func operations() {
        let operations = Description.shared.operations
        let tags = Set(Description.shared.document["tags"]?.array?.compactMap { $0["name"]?.string } ?? [])
        #expect(Set(operations.compactMap { $0.json["operationId"]?.string }).count == operations.count)
        for operation in operations {
            #expect(operation.json["summary"]?.string?.hasSuffix(".") == true, "\(operation.line)")
            #expect(operation.json["tags"]?.array?.compactMap(\.string).allSatisfy(tags.contains) == true)
            #expect(operation.json["responses"]?.object?.contains { $0.key.hasPrefix("2") } == true)
            let names = operation.path.split(separator: "/").filter { $0.hasPrefix("{") }.map {
                $0.dropFirst().dropLast()
            }
            let path = Description.shared.document["paths"]?[operation.path]
            let described = path?["parameters"]?.array?.compactMap { $0["name"]?.string } ?? []
            #expect(Set(described) == Set(names.map(String.init)), "\(operation.line)")
        }
    }

    @Test("every reference leads somewhere, and no schema has a second of its name")
    func references() {
        let document = Description.shared.document
        let schemas = JSONSchema(in: document)
        for reference in document.references {
            #expect(schemas.resolved(reference) != nil, "\(reference)")
        }
        for part in document["components"]?.object ?? [] {
            let names = part.value.object?.map(\.key) ?? []
            #expect(Set(names).count == names.count, "\(part.key)")
        }
    }

    @Test("permissions and scopes are those that there are")
    func words() {
        let schemas = Description.shared.document["components"]?["schemas"]
        #expect(
            Set(schemas?["Permission"]?["enum"]?.array?.compactMap(\.string) ?? [])
                == Set(Permission.allCases.map(\.rawValue))
        )
        #expect(
            Set(schemas?["Scope"]?["enum"]?.array?.compactMap(\.string) ?? []) == Set(Scope.allCases.map(\.rawValue))
        )
    }

    @Test("every built-in key is in the schema of a contact")
    func keys() {
        let contact = Description.shared.document["components"]?["schemas"]?["Contact"]?["properties"]
        for key in BuiltInKey.allCases {
            let place = key.rawValue.split(separator: ".").reduce(contact) { schema, part in
                schema?[String(part)].map { $0["properties"] ?? $0 }
            }
            #expect(place != nil, "\(key)")
        }
    }

    @Test("examples fit their schemas")
    func examples() {
        let document = Description.shared.document
        let schemas = JSONSchema(in: document)
        for schema in document["components"]?["schemas"]?.object ?? [] {
            for example in schema.value["examples"]?.array ?? [] {
                #expect(schemas.mistakes(in: example, schema.value) == [], "\(schema.key)")
            }
        }
        for operation in Description.shared.operations {
            for content in operation.json["requestBody"]?["content"]?.object ?? [] {
                guard let example = content.value["example"], let schema = content.value["schema"] else { continue }
                #expect(schemas.mistakes(in: example, schema) == [], "\(operation.line)")
            }
        }
    }

    @Test("K6: it is served to everybody, as it is")
    func served() async throws {
        try await ServedAPI.run { api in
            let answer = try await api.nobody.get("/openapi.json")
            #expect(answer.status == 200)
            #expect(answer["openapi"] == "3.1.0")
            #expect(answer["paths"] == Description.shared.document["paths"])
        }
    }

    @Test("a schema that an answer breaks is noticed")
    func checker() {
        let schemas = JSONSchema(in: ["s": ["type": "object", "required": ["a"], "additionalProperties": false]])
        #expect(schemas.mistakes(in: [:], ["$ref": "#/s"]) == [": a is missing"])
        #expect(schemas.mistakes(in: ["a": 1], ["$ref": "#/s"]) == [": a is not in the schema"])
        #expect(schemas.mistakes(in: ["a": ["b"]], ["properties": ["a": ["items": ["type": "integer"]]]]).count == 1)
        #expect(schemas.mistakes(in: "x", ["pattern": "^y$"]).count == 1)
        #expect(schemas.mistakes(in: "x", ["madeUp": true]).count == 1)
    }
}

extension JSON {
    /// All references within.
    fileprivate var references: [String] {
        switch self {
        case .object(let members):
            members.flatMap { member -> [String] in
                if member.key == "$ref", let reference = member.value.string { return [reference] }
                return member.value.references
            }
        case .array(let values): values.flatMap(\.references)
        case .null, .boolean, .integer, .number, .string: []
        }
    }
}
