import Domain
import HTTPTypes
import Server
import TestSupport
import Testing

@testable import API

@Suite("Limits of requests")
struct RequestLimitTests {
    @Test("K6: a caller who asks too much has to wait, others do not")
    func limits() async throws {
        try await ServedAPI.run(settings: ServeSettings(requestsPerMinute: 5)) { api in
            api.clock.hold()
            let program = try await api.program()
            for number in 0..<5 {
                let answer = try await program.get("/me")
                #expect(answer.status == 200)
                #expect(answer.header("RateLimit-Limit") == "5")
                #expect(answer.header("RateLimit-Remaining") == "\(4 - number)")
            }
            let refused = try await program.get("/me")
            #expect(refused.status == 429)
            #expect(refused.header("RateLimit-Remaining") == "0")
            #expect(refused.headers[.retryAfter].flatMap { Int($0) }.map { (1...13).contains($0) } == true)
            #expect(try await api.program().get("/me").status == 200)
            api.clock.advance(13_000)
            #expect(try await program.get("/me").status == 200)
        }
    }

    @Test("K6: errors have the headers of the limit too")
    func errors() async throws {
        try await ServedAPI.run { api in
            let program = try await api.program([.readContacts])
            for answer in [
                try await program.get("/keys"), try await program.get("/contacts/nope"),
                try await program.get("/me?x=1"), try await program.get("/changes", ["If-None-Match": "*"]),
            ] {
                #expect(answer.header("RateLimit-Limit") == "6000")
                #expect(answer.header("RateLimit-Reset") != nil)
            }
        }
    }

    @Test("K6: a bucket fills with time, never beyond its rim, and not when the clock goes back")
    func bucket() {
        let start = Instant(milliseconds: 1_000_000)
        var bucket = TokenBucket(perMinute: 60, at: start)
        let taken = (0..<61).map { _ in bucket.take(at: start) }
        #expect(taken == Array(repeating: true, count: 60) + [false])
        #expect(bucket.secondsToOne == 1)
        #expect(bucket.secondsToFull == 60)
        let later = [start - 50_000, start - 49_000, start - 49_000, start + 10_000_000].map { bucket.take(at: $0) }
        #expect(later == [false, true, false, true])
        #expect(bucket.remaining == 59)
    }
}
