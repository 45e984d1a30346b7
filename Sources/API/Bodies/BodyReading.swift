import Domain
import HTTP
import HTTPTypes
package import Hummingbird

extension CallerExchange {
    /// Reads the body, a JSON object, by its members: whatever `read` did not ask for is refused.
    ///
    /// Throws 400 for what is no JSON, 413, 415, and 422 with all places that are wrong.
    package func body<Result>(of request: Request, _ read: (Fields) throws -> Result) async throws -> Result {
        try Self.parsed(request, try await bytes(of: request), read)
    }

    /// The same where a request may come without a body, which is then an object without members.
    package func optionalBody<Result>(of request: Request, _ read: (Fields) throws -> Result) async throws -> Result {
        let bytes = try await bytes(of: request)
        return try bytes.isEmpty ? Self.read(.object([]), read) : Self.parsed(request, bytes, read)
    }

    /// The bytes of the body, within the limit of the route.
    package func bytes(of request: Request) async throws -> [UInt8] {
        try await Array(request.limitedBody(upTo: bodyLimit).readableBytesView)
    }

    fileprivate static func parsed<Result>(
        _ request: Request,
        _ bytes: [UInt8],
        _ read: (Fields) throws -> Result
    ) throws -> Result {
        try request.requireJSON()
        let json: JSON
        do {
            json = try JSON(parsing: bytes)
        } catch {
            throw Failure(.badRequest, detail: "the body is not JSON: \(error.description)")
        }
        guard json.isClean else { throw Failure(places: json.places(of: "")) }
        return try Self.read(json, read)
    }

    private static func read<Result>(_ json: JSON, _ read: (Fields) throws -> Result) throws -> Result {
        let problems = Problems()
        return try problems.checked {
            let fields = Fields(json, at: "", problems)
            guard json.object != nil else { throw UnreadableField() }
            // A reading that ended early has not asked for all members, so that none can be called unknown.
            let result = try read(fields)
            fields.refuseUnknown()
            return result
        }
    }
}

extension Exchange {
    private static let bodyLimit = 32 * 1_024

    /// The same for somebody who is not known yet.
    package func body<Result>(of request: Request, _ read: (Fields) throws -> Result) async throws -> Result {
        let bytes = try await request.limitedBody(upTo: Self.bodyLimit)
        return try CallerExchange.parsed(request, Array(bytes.readableBytesView), read)
    }
}

extension Request {
    /// Collects the body. One that says itself that it is too long is not read at all.
    func limitedBody(upTo limit: Int) async throws -> ByteBuffer {
        let failure = Failure(.contentTooLarge, detail: "the body of this request may have \(limit) bytes")
        if let length = headers[.contentLength].flatMap({ Int($0) }), length > limit { throw failure }
        do {
            return try await body.collect(upTo: limit)
        } catch let error as any HTTPResponseError where error.status == .contentTooLarge {
            throw failure
        }
    }

    fileprivate func requireJSON() throws(Failure) {
        let type = (headers[.contentType] ?? "").lowercased().prefix { $0 != ";" && $0 != " " }
        guard type == "application/json" || type.hasPrefix("application/") && type.hasSuffix("+json") else {
            throw Failure(.unsupportedMediaType, detail: "send JSON, and say so: Content-Type: application/json")
        }
    }
}

extension JSON {
    /// Whether `places` finds nothing: a body of many values is looked through without naming each of their places.
    fileprivate var isClean: Bool {
        switch self {
        case .null, .boolean, .integer, .number: true
        case .string(let text): !text.utf8.contains(0)
        case .array(let values): values.allSatisfy(\.isClean)
        case .object(let members):
            Set(members.map(\.key)).count == members.count
                && members.allSatisfy { !$0.key.utf8.contains(0) && $0.value.isClean }
        }
    }

    /// Members that stand twice, and texts with a NUL in them, which no database column holds.
    fileprivate func places(of pointer: String) -> [Failure.Place] {
        switch self {
        case .null, .boolean, .integer, .number: return []
        case .string(let text):
            return text.utf8.contains(0) ? [.init("text cannot hold the character U+0000", pointer: pointer)] : []
        case .array(let values):
            return values.enumerated().flatMap { index, value in value.places(of: "\(pointer)/\(index)") }
        case .object(let members):
            var seen: Set<String> = []
            return members.flatMap { member -> [Failure.Place] in
                let place = "\(pointer)/" + member.key.replacing("~", with: "~0").replacing("/", with: "~1")
                guard !member.key.utf8.contains(0) else {
                    return [.init("the name of a member cannot hold the character U+0000", pointer: pointer)]
                }
                guard seen.insert(member.key).inserted else {
                    return [.init("this member stands twice", pointer: place)]
                }
                return member.value.places(of: place)
            }
        }
    }
}
