import Domain
import HTTPTypes
package import Hummingbird
import Kith

/// All that is kept of one person: for whoever hands it over, and for the person.
package struct SubjectDataResource: Sendable {
    let kith: Kith

    /// `GET /contacts/{contact}/subject-data`: written as it is read, however long the timeline is.
    package func show(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let privacy = kith.privacy
        let data = try await privacy.subjectData(of: exchange.id("contact"), as: .json, by: exchange.caller)
        var headers: HTTPFields = [.contentType: "application/json", .cacheControl: "no-store"]
        headers[.xContentTypeOptions] = "nosniff"
        // Each taking is in the audit log, and is a document of its own.
        headers[.eTag] = "\"\(data.madeAt.milliseconds)\""
        let body = ResponseBody { writer in
            try await privacy.writeJSON(data) { try await writer.write(ByteBuffer(string: $0)) }
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: headers, body: body)
    }

    /// `POST /contacts/{contact}/subject-links`: an earlier link of the person ends.
    package func makeLink(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        try await exchange.optionalBody(of: request) { _ in }
        let made = try await kith.privacy.makeLink(for: exchange.id("contact"), by: exchange.caller)
        let secret = [
            JSON.Member("token", .string(made.token)), JSON.Member("path", .string("/my-data/" + made.token)),
        ]
        return .json(.object((made.link.json.object ?? []) + secret), status: .created)
    }

    /// `GET /subject-links`: those that are still good.
    package func links(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let links = try await kith.privacy.links(by: exchange.caller)
        return .json(.object(["subjectLinks": .array(links.map(\.link.json))]))
    }

    /// `DELETE /subject-links/{link}`
    package func revokeLink(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        try await kith.privacy.revokeLink(exchange.id("link"), by: exchange.caller)
        return .done
    }
}

extension SubjectLink {
    fileprivate var json: JSON {
        .object([
            "id": id.json,
            "contact": contact.json,
            "madeBy": .string(madeBy.description),
            "createdAt": createdAt.json,
            "expiresAt": expiresAt.json,
            "downloadsLeft": .integer(Int64(downloadsLeft)),
        ])
    }
}
