import Database
import Domain
import Foundation
import HTTP
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Kith
import Logging
import Server
import Stores
import TestSupport
import Web

/// A browser that keeps cookies and follows nothing by itself, in front of a server on a real socket.
final class Browser {
    struct Page {
        let status: Int
        let text: String
        let headers: HTTPFields

        var location: String? { headers[.location] }

        /// The value of the hidden field that proves where a form came from.
        var formToken: String { field("form_token") }

        /// The value of a hidden field.
        func field(_ name: String) -> String {
            guard let field = text.firstRange(of: "name=\"\(name)\" value=\"") else { return "" }
            return String(text[field.upperBound...].prefix { $0 != "\"" })
        }
    }

    private let client: any TestClientProtocol
    private(set) var cookies: [String: String] = [:]

    init(_ client: any TestClientProtocol) {
        self.client = client
    }

    func get(_ path: String) async throws -> Page {
        try await send(.get, path, body: nil)
    }

    func post(_ path: String, _ fields: [String: String]) async throws -> Page {
        let body = fields.map { name, value in
            "\(name)=\(value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"
        }.joined(separator: "&")
        return try await send(.post, path, body: body)
    }

    /// Sends a file as scripts do, with the token of the page's forms.
    func upload(_ path: String, _ file: [UInt8], token: String?) async throws -> Page {
        var headers: HTTPFields = [.contentType: "application/octet-stream"]
        if let name = HTTPField.Name("HX-Request") { headers[name] = "true" }
        if let name = HTTPField.Name("Kith-Form-Token") { headers[name] = token }
        return try await send(.post, path, headers, ByteBuffer(bytes: file))
    }

    func get(_ path: String, ifNoneMatch tag: String) async throws -> Page {
        try await send(.get, path, [.ifNoneMatch: tag], nil)
    }

    /// Opens a form, fills it in and sends it with its hidden fields.
    func submit(_ path: String, _ fields: [String: String]) async throws -> Page {
        let page = try await get(path)
        return try await post(path, fields.merging(["form_token": page.formToken]) { given, _ in given })
    }

    func forgetCookies() {
        cookies = [:]
    }

    private func send(_ method: HTTPRequest.Method, _ path: String, body: String?) async throws -> Page {
        let headers: HTTPFields = body == nil ? [:] : [.contentType: "application/x-www-form-urlencoded"]
        return try await send(method, path, headers, body.map { ByteBuffer(string: $0) })
    }

    private func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ headers: HTTPFields,
        _ body: ByteBuffer?
    ) async throws -> Page {
        var headers = headers
        if !cookies.isEmpty {
            headers[.cookie] = cookies.map { "\($0)=\($1)" }.sorted().joined(separator: "; ")
        }
        let response = try await client.executeRequest(uri: path, method: method, headers: headers, body: body)
        for cookie in response.headers[values: .setCookie] {
            let pair = cookie.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1).map(String.init)
            cookies[pair[0]] = pair.count == 2 ? pair[1] : nil
        }
        return Page(status: response.status.code, text: String(buffer: response.body), headers: response.headers)
    }
}

/// A server with one organization and an owner who has not signed in yet.
struct ServedKith {
    let kith: Kith
    let caller: Caller
    let link: String
    let client: any TestClientProtocol

    var browser: Browser { Browser(client) }

    static func run(
        _ kind: TestEngine = .sqlite,
        settings: ServeSettings = ServeSettings(),
        _ test: @escaping @Sendable (ServedKith) async throws -> Void
    ) async throws {
        try await withEngine(kind) { engine in
            let now: @Sendable () -> Instant = { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)) }
            _ = try await Migrator(KithSchema.migrations).migrate(engine, at: now().milliseconds)
            let kith = Kith(
                engine: engine,
                now: now,
                randomBytes: { count in (0..<count).map { _ in UInt8.random(in: .min ... .max) } },
                secret: InstanceSecret(Array(0..<32)),
                passwordCost: PasswordCost(rounds: 16, blockSize: 1, parallelism: 1)
            )
            let made = try await kith.organizations.create(
                key: OrganizationKey("demo"),
                settings: OrganizationSettings(name: "Demo & Söhne", country: "KR", timeZone: "Asia/Seoul"),
                owner: ManagerEmail("ada@example.com")
            )
            var logger = Logger(label: "test")
            logger.logLevel = .critical
            let serve = ServeApplication(kith: kith, settings: settings, logger: logger)
            try await serve.application().test(.live) { client in
                let served = ServedKith(
                    kith: kith,
                    caller: .console(made.organization.id),
                    link: Link.welcome(token: made.owner.linkToken).path,
                    client: client
                )
                try await test(served)
            }
            await kith.close()
        }
    }

    /// A browser in which the owner is signed in.
    func signedIn() async throws -> Browser {
        let browser = browser
        _ = try await browser.submit(link, ["password": "correct horse", "repeated": "correct horse"])
        return browser
    }

    /// A browser in which a manager is signed in whose role has these permissions alone.
    func signedIn(_ role: String = "Some", may permissions: Set<Permission>) async throws -> Browser {
        _ = try await kith.roles.create(name: role, permissions: permissions, by: caller)
        let made = try await kith.managers.invite(email: "\(role.lowercased())@example.com", role: role, by: caller)
        let browser = browser
        let path = Link.welcome(token: made.linkToken).path
        _ = try await browser.submit(path, ["password": "correct horse", "repeated": "correct horse"])
        return browser
    }

    /// The token of the forms of whoever is signed in, whose pages are in English from now on.
    func english(_ browser: Browser) async throws -> String {
        let token = try await browser.get("/contacts").formToken
        _ = try await browser.post("/preferences", ["form_token": token, "language": "en"])
        return token
    }

    /// An organization beside the one that is looked at.
    func neighbour() async throws -> Caller {
        let made = try await kith.organizations.create(
            key: OrganizationKey("other"),
            settings: OrganizationSettings(name: "Other", country: "KR", timeZone: "Asia/Seoul"),
            owner: ManagerEmail("eve@example.com")
        )
        return .console(made.organization.id)
    }

    /// Does all work that waits.
    func finishJobs() async throws {
        let runner = JobRunner(kith: kith)
        while try await runner.runOne() {}
    }
}
