import Crypto
import Domain
import HTTP
import HTTPTypes
import Hummingbird
import Kith
import Logging

/// Carries a request with an `Idempotency-Key` out once, and answers it a second time with the answer of the first.
///
/// Keys are the caller's own, and known for 24 hours. A request that changed nothing leaves nothing.
struct RepeatedRequests: RouterMiddleware {
    private static let header = HTTPField.Name("Idempotency-Key")

    let kith: Kith
    let options: APIRoute.Options

    func handle(
        _ request: Request,
        context exchange: CallerExchange,
        next: (Request, CallerExchange) async throws -> Response
    ) async throws -> Response {
        guard let header = Self.header, let key = request.headers[header] else {
            return try await next(request, exchange)
        }
        guard (1...255).contains(key.utf8.count), key.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            throw Failure(.badRequest, detail: "an Idempotency-Key has 1 to 255 printable ASCII characters")
        }
        var request = request
        let claim = Self.claim(key, request, try await content(of: &request), exchange.caller)
        if let kept = try await kith.answers.find(claim) {
            return try KeptAnswerReply(kept, claim.requestHash, at: kith.now()).response()
        }
        do {
            let response = try await Claim.$current.withValue(claim) { try await next(request, exchange) }
            if claim.isMade { await keep(response, of: claim, exchange) }
            return response
        } catch ClaimError.taken {
            guard let kept = try await kith.answers.find(claim) else { throw ClaimError.taken }
            return try KeptAnswerReply(kept, claim.requestHash, at: kith.now()).response()
        } catch {
            // The work is committed, and what came after it failed: the refusal is the answer.
            let failure = Failure(error)
            if claim.isMade, failure.status.code < 500 {
                await keep(Problem.answer(failure, requestID: exchange.requestID), of: claim, exchange)
            }
            throw error
        }
    }

    /// What tells a request from another one on the same path: its body, or of a long one the length.
    private func content(of request: inout Request) async throws -> [UInt8] {
        if options.streamsBody { return Array((request.headers[.contentLength] ?? "").utf8) }
        let body = try await request.limitedBody(upTo: options.bodyLimit)
        request.body = RequestBody(buffer: body)
        return Array(body.readableBytesView)
    }

    private static func claim(_ key: String, _ request: Request, _ content: [UInt8], _ caller: Caller) -> Claim {
        let bytes = Array("\(request.method.rawValue) \(request.uri.string)\n".utf8) + content
        return Claim(
            of: caller,
            keyHash: Array(SHA256.hash(data: Array(key.utf8))),
            requestHash: Array(SHA256.hash(data: bytes))
        )
    }

    /// Where this fails the work is done all the same, and a second request is told that its answer was lost.
    private func keep(_ response: Response, of claim: Claim, _ exchange: CallerExchange) async {
        do {
            if options.answersSecret {
                try await kith.answers.keepNothing(of: claim)
            } else {
                try await kith.answers.keep(
                    status: response.status.code,
                    headers: KeptAnswerReply.kept(response.headers),
                    body: Array(response.body.collected()?.readableBytesView ?? ByteBuffer().readableBytesView),
                    about: exchange.subject.contact,
                    of: claim
                )
            }
        } catch {
            exchange.logger.error("an answer was not kept", metadata: ["error": "\(type(of: error))"])
        }
    }
}
