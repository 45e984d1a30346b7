import Domain

/// What every operation of a kind has in common: written once here, instead of in each document.
enum CommonOperation {
    /// Adds the answers, parameters and headers that follow from what an operation is.
    static func completed(_ paths: [JSON.Member]) -> [JSON.Member] {
        paths.map { path in
            let hasThing = path.key.contains("{")
            return JSON.Member(
                path.key,
                path.value.mappingMembers { member in
                    methods.contains(member.key)
                        ? completed(member.value, method: member.key, hasThing: hasThing) : member.value
                }
            )
        }
    }

    private static let methods: Set<String> = ["get", "post", "put", "patch", "delete"]

    private static func completed(_ operation: JSON, method: String, hasThing: Bool) -> JSON {
        let isOpen = operation["security"] == .array([])
        var members = operation.object ?? []
        members.set("parameters", parameters(operation, method: method, isOpen: isOpen))
        members.set("responses", responses(operation, method: method, isOpen: isOpen, hasThing: hasThing))
        return .object(members)
    }

    private static func parameters(_ operation: JSON, method: String, isOpen: Bool) -> JSON? {
        var parameters = operation["parameters"]?.array ?? []
        if !isOpen {
            let names = method == "get" ? ["KithSeq", "IfNoneMatch"] : ["KithSeq", "IdempotencyKey"]
            parameters += names.map { reference("parameters", $0) }
        }
        return parameters.isEmpty ? nil : .array(parameters)
    }

    private static func responses(_ operation: JSON, method: String, isOpen: Bool, hasThing: Bool) -> JSON {
        var responses = (operation["responses"]?.object ?? []).map { response in
            response.key.hasPrefix("2")
                ? JSON.Member(response.key, withHeaders(response.value, method, isOpen)) : response
        }
        var names = [
            ("400", "BadRequest"), ("422", "UnprocessableContent"), ("500", "InternalServerError"),
            ("503", "ServiceUnavailable"),
        ]
        if !isOpen {
            names += [("401", "Unauthorized"), ("429", "TooManyRequests")]
            if operation["x-permission"]?.string != nil { names.append(("403", "Forbidden")) }
            if method == "get" {
                names.append(("304", "NotModified"))
            } else {
                names += [("409", "Conflict"), ("410", "Gone"), ("413", "ContentTooLarge")]
                names.append(("507", "InsufficientStorage"))
            }
        }
        if operation["requestBody"] != nil { names.append(("415", "UnsupportedMediaType")) }
        if hasThing { names.append(("404", "NotFound")) }
        let known = Set(responses.map(\.key))
        responses += names.filter { !known.contains($0.0) }.map { JSON.Member($0.0, reference("responses", $0.1)) }
        return .object(responses.sorted { $0.key < $1.key })
    }

    private static func withHeaders(_ response: JSON, _ method: String, _ isOpen: Bool) -> JSON {
        var names = ["X-Request-ID"]
        if !isOpen { names += ["RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"] }
        names.append(method == "get" ? "ETag" : "Kith-Seq")
        let own = response["headers"]?.object ?? []
        var members = response.object ?? []
        members.set("headers", .object(own + names.map { JSON.Member($0, reference("headers", $0)) }))
        return .object(members)
    }

    private static func reference(_ kind: String, _ name: String) -> JSON {
        .object(["$ref": .string("#/components/\(kind)/\(name)")])
    }
}

extension JSON {
    fileprivate func mappingMembers(_ change: (JSON.Member) -> JSON) -> JSON {
        .object((object ?? []).map { JSON.Member($0.key, change($0)) })
    }
}

extension [JSON.Member] {
    fileprivate mutating func set(_ key: String, _ value: JSON?) {
        removeAll { $0.key == key }
        if let value { append(JSON.Member(key, value)) }
    }
}
