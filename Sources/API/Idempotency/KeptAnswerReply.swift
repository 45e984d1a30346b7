import Domain
import HTTP
import HTTPTypes
import Hummingbird

/// What a request gets that was carried out before.
struct KeptAnswerReply {
    /// After so long a request is no longer at work: the time limit of requests, and some more.
    private static let longestWork: Int64 = 60_000
    private static let headersKept = ["Content-Type", "Location", "ETag", "Kith-Seq"]
    private static let replayed = HTTPField.Name("Idempotency-Replayed")

    private let kept: KeptAnswer
    private let requestHash: [UInt8]
    private let now: Instant

    init(_ kept: KeptAnswer, _ requestHash: [UInt8], at now: Instant) {
        self.kept = kept
        self.requestHash = requestHash
        self.now = now
    }

    func response() throws(Failure) -> Response {
        guard kept.requestHash == requestHash else {
            throw Failure(
                .unprocessableContent,
                detail: "this Idempotency-Key was used for another request: a key is for one request alone"
            )
        }
        switch kept.state {
        case .kept: return replay()
        case .open where now < kept.createdAt + Self.longestWork:
            throw Failure(.conflict, detail: "the first request with this Idempotency-Key is at work", retryAfter: 1)
        case .open:
            throw Failure(.conflict, detail: "the request was carried out, but its answer was lost: read what it made")
        case .secret:
            throw Failure(.conflict, detail: "the request was carried out; its answer has a secret, and was not kept")
        case .forgotten:
            throw Failure(.gone, detail: "the request was carried out; whom its answer was about is deleted since")
        }
    }

    private func replay() -> Response {
        var headers: HTTPFields = [.cacheControl: "private, no-cache"]
        headers[.xContentTypeOptions] = "nosniff"
        for member in kept.headers?.object ?? [] {
            guard let name = HTTPField.Name(member.key), let value = member.value.string else { continue }
            headers[name] = value
        }
        if let name = Self.replayed { headers[name] = "true" }
        let body = kept.body.flatMap { $0.isEmpty ? nil : ResponseBody(byteBuffer: ByteBuffer(bytes: $0)) }
        return Response(
            status: HTTPResponse.Status(code: kept.status ?? 200),
            headers: headers,
            body: body ?? ResponseBody()
        )
    }

    /// The headers of an answer that a second one needs.
    static func kept(_ headers: HTTPFields) -> JSON {
        .object(
            headersKept.compactMap { name in
                HTTPField.Name(name).flatMap { headers[$0] }.map { JSON.Member(name, .string($0)) }
            }
        )
    }
}
