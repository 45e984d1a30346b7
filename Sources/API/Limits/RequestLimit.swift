import Database
import Domain
import HTTP
import HTTPTypes
import Hummingbird
import Synchronization

/// Limits how much one caller asks: a key or a manager, from wherever they ask.
///
/// Kept in memory and by each process. The headers are those of the IETF draft that most programs know.
struct RequestLimit: RouterMiddleware {
    /// So many callers are remembered; who comes back after being forgotten begins anew.
    private static let mostCallers = 10_000

    private let requestsPerMinute: Int
    private let now: @Sendable () -> Instant
    private let buckets = Buckets()

    init(requestsPerMinute: Int, now: @escaping @Sendable () -> Instant) {
        self.requestsPerMinute = requestsPerMinute
        self.now = now
    }

    private final class Buckets: Sendable {
        let kept = Mutex(RecentlyUsed<String, TokenBucket>(capacity: mostCallers))
    }

    func handle(
        _ request: Request,
        context exchange: CallerExchange,
        next: (Request, CallerExchange) async throws -> Response
    ) async throws -> Response {
        let (taken, bucket) = take(exchange.caller)
        exchange.extras.set("RateLimit-Limit", String(requestsPerMinute))
        exchange.extras.set("RateLimit-Remaining", String(bucket.remaining))
        exchange.extras.set("RateLimit-Reset", String(bucket.secondsToFull))
        guard taken else {
            throw Failure(
                .tooManyRequests,
                detail: "more than \(requestsPerMinute) requests a minute came from this caller",
                retryAfter: bucket.secondsToOne
            )
        }
        return try await next(request, exchange)
    }

    private func take(_ caller: Caller) -> (Bool, TokenBucket) {
        let name = "\(caller.organization) \(caller.actor)"
        let now = now()
        return buckets.kept.withLock { kept in
            var bucket = kept.take(name) ?? TokenBucket(perMinute: requestsPerMinute, at: now)
            let taken = bucket.take(at: now)
            _ = kept.put(bucket, for: name)
            return (taken, bucket)
        }
    }
}

/// Fills by so much a minute, up to as much; each request takes one.
struct TokenBucket: Sendable {
    private let perMinute: Double
    private var level: Double
    private var at: Instant

    init(perMinute: Int, at now: Instant) {
        self.perMinute = Double(perMinute)
        level = self.perMinute
        at = now
    }

    /// Takes one where there is one.
    mutating func take(at now: Instant) -> Bool {
        // A clock that goes back fills nothing.
        let elapsed = Double(max(0, now.milliseconds - at.milliseconds))
        level = min(perMinute, level + elapsed * perMinute / 60_000)
        at = now
        guard level >= 1 else { return false }
        level -= 1
        return true
    }

    var remaining: Int { Int(level) }

    var secondsToFull: Int { Int(((perMinute - level) * 60 / perMinute).rounded(.up)) }

    var secondsToOne: Int { max(1, Int(((1 - level) * 60 / perMinute).rounded(.up))) }
}
