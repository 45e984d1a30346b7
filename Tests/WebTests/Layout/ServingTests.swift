import Database
import Foundation
import HTTPTypes
import Kith
import Server
import Testing

@Suite("What stands around every page")
struct ServingTests {
    @Test("pages load nothing but the server's own files", arguments: ["/sign-in", "/nope", "/contacts"])
    func policy(path: String) async throws {
        try await ServedKith.run { served in
            let page = try await served.browser.get(path)
            let policy = try #require(page.headers[.contentSecurityPolicy])
            #expect(policy.hasPrefix("default-src 'none'"))
            #expect(!policy.contains("unsafe"))
            #expect(page.headers[.xContentTypeOptions] == "nosniff")
            #expect(page.headers[.cacheControl] == "no-store")
            #expect(!page.text.contains("style="))
            #expect(!page.text.contains("<script>"))
            #expect(!page.text.contains("http:") && !page.text.contains("https:"))
        }
    }

    @Test("the style sheet is kept for good under its own name")
    func styles() async throws {
        try await ServedKith.run { served in
            let browser = served.browser
            let text = try await browser.get("/sign-in").text
            let end = try #require(text.firstRange(of: "kith.css"))
            let start = try #require(text[..<end.lowerBound].ranges(of: "/assets/").last)
            let path = String(text[start.lowerBound..<end.upperBound])
            let styles = try await browser.get(path)
            #expect(styles.status == 200)
            #expect(styles.headers[.contentType] == "text/css; charset=utf-8")
            #expect(styles.headers[.cacheControl]?.contains("immutable") == true)
            #expect(styles.text.contains("--accent"))
            #expect(try await browser.get("/assets/0/other.css").status == 404)
            #expect(try await browser.get("/assets/..%2F..%2Fetc%2Fpasswd").status == 404)
        }
    }

    @Test("health says that the database is reached")
    func health() async throws {
        try await ServedKith.run { served in
            let page = try await served.browser.get("/health")
            #expect(page.status == 200)
            #expect(page.text == "{\"database\":\"reachable\",\"ok\":true,\"version\":\"\(ServeApplication.version)\"}")
        }
    }

    @Test("health says 503 once the database is closed")
    func unhealthy() async throws {
        try await ServedKith.run { served in
            await served.kith.engine.close()
            let page = try await served.browser.get("/health")
            #expect(page.status == 503)
            #expect(page.text.contains("unreachable"))
        }
    }

    @Test("metrics name routes by their pattern, so paths and tokens add no lines")
    func metrics() async throws {
        try await ServedKith.run { served in
            let browser = served.browser
            for index in 0..<30 {
                _ = try await browser.get("/welcome/token\(index)")
                _ = try await browser.get("/random\(index)?email=ada@example.com")
            }
            let text = try await browser.get("/metrics").text
            #expect(!text.contains("token" + "1"))
            #expect(!text.contains("random"))
            #expect(!text.contains("ada@"))
            let lines = text.split(separator: "\n").filter { $0.hasPrefix("kith_http_requests_total") }
            #expect(lines.count == 2)
            #expect(text.contains("le=\"+Inf\"} 30"))
            #expect(text.contains("process_start_time_seconds"))
        }
    }

    @Test(
        "hostile paths and queries get an answer, never a fault",
        arguments: [
            "/contacts?filter=%", "/contacts?filter=%ff%fe", "/contacts?%00=%00", "/welcome/%00",
            "/welcome/" + String(repeating: "a", count: 5_000),
            "/sign-in?next=" + String(repeating: "%2F", count: 3_000),
            "/%2e%2e/%2e%2e/etc/passwd", "/assets/%00", "//evil.example/",
        ]
    )
    func hostile(path: String) async throws {
        try await ServedKith.run { served in
            let page = try await served.signedIn().get(path)
            #expect(page.status < 500)
        }
    }
}
