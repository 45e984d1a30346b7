import TestSupport
import Testing

@testable import API

/// Takes the table of routes itself: what its lines make of a query that they do not have.
@Suite("Queries and the table of routes")
struct QueryTableTests {
    @Test(
        "K6: each route refuses a parameter that it does not have, and a query that cannot be read",
        arguments: [
            ("madeUp=1", 422, "there is no parameter “madeUp” here"),
            ("a=%zz", 400, "the query has a percent sign without two hexadecimal digits of UTF-8"),
        ]
    )
    func refused(query: String, status: Int, detail: String) async throws {
        try await ServedAPI.run { api in
            let owner = try await api.manager()
            for route in try api.routes {
                var fixture = RouteFixture.all[route.line] ?? RouteFixture()
                fixture.query += (fixture.query.isEmpty ? "?" : "&") + query
                let client = route.isForEverybody ? api.nobody : owner
                let answer = try await client.send(route, fixture, route.anyIDs)
                #expect(answer.status == status, "\(route.line): \(answer.status) \(answer.text)")
                #expect(answer.detail == detail, "\(route.line)")
                #expect(answer.parameters == (status == 422 ? ["madeUp"] : []), "\(route.line)")
            }
        }
    }
}
