package import Database
import Foundation
import HTTP
import HTTPTypes
package import Hummingbird

/// `GET /health`: whether this process answers and reaches its database. For load balancers; tells nothing else.
package struct HealthRoute: Sendable {
    private static let patience: Duration = .seconds(3)

    private let engine: any Engine
    private let version: String

    package init(engine: any Engine, version: String) {
        self.engine = engine
        self.version = version
    }

    /// Answers 200, or 503 where the database is not reached within three seconds.
    package func answer() async throws -> Response {
        let isReachable = await reachesDatabase()
        let body = Body(ok: isReachable, version: version, database: isReachable ? "reachable" : "unreachable")
        return try Response.json(body, status: isReachable ? .ok : .serviceUnavailable)
    }

    private struct Body: Encodable {
        let ok: Bool
        let version: String
        let database: String
    }

    private func reachesDatabase() async -> Bool {
        await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                let one = try? await engine.read { try $0.first("SELECT 1") { try $0.integer(0) } }
                return one == 1
            }
            group.addTask {
                try? await Task.sleep(for: Self.patience)
                return false
            }
            defer { group.cancelAll() }
            return await group.next() ?? false
        }
    }
}

extension Response {
    /// Makes an answer of JSON that no browser keeps or takes for something else.
    static func json(
        _ body: some Encodable,
        status: HTTPResponse.Status,
        type: String = "application/json"
    ) throws -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let bytes = try encoder.encode(body)
        var headers: HTTPFields = [.contentType: type, .cacheControl: "no-store"]
        headers[.xContentTypeOptions] = "nosniff"
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
