import Database
import Domain
import Stores
import TestSupport
import Testing

@testable import Kith

@Suite("Setting an installation up")
struct SettingUpTests {
    @Test("the printed token makes one organization with an owner who is signed in", arguments: TestEngine.allCases)
    func once(kind: TestEngine) async throws {
        try await Self.with(kind) { kith in
            let token = try #require(try await kith.organizations.beginSetUp())
            let session = try await kith.organizations.setUp(try Self.setUp(), by: token, address: "192.0.2.1")
            let known = try #require(try await kith.managers.session(session.token))
            #expect(known.caller.isOwner)
            let organization = try await kith.organizations.current(by: known.caller)
            #expect(organization.key.description == "hanbit-labs" && organization.settings.currency == "KRW")
            #expect(try await kith.managers.all(by: known.caller).map(\.name) == ["Ada"])
            _ = try await kith.managers.signIn(email: "ada@example.com", password: "a few good words", address: "")
            await #expect(throws: OrganizationError.setUpLinkNotValid) {
                try await kith.organizations.setUp(try Self.setUp(), by: token)
            }
            #expect(try await kith.organizations.beginSetUp() == nil)
        }
    }

    @Test("a wrong token, an older one, and a bad password make nothing", arguments: TestEngine.allCases)
    func refused(kind: TestEngine) async throws {
        try await Self.with(kind) { kith in
            await #expect(throws: OrganizationError.setUpLinkNotValid) {
                try await kith.organizations.requireSetUp(by: "")
            }
            let older = try #require(try await kith.organizations.beginSetUp())
            let token = try #require(try await kith.organizations.beginSetUp())
            for wrong in ["", "x", older, token + "x"] {
                await #expect(throws: OrganizationError.setUpLinkNotValid) {
                    try await kith.organizations.setUp(try Self.setUp(), by: wrong)
                }
            }
            await #expect(throws: ManagerError.self) {
                try await kith.organizations.setUp(try Self.setUp(password: "short"), by: token)
            }
            #expect(try await kith.organizations.all().isEmpty)
        }
    }

    @Test("of many who use the link at once one sets it up", arguments: TestEngine.allCases)
    func atOnce(kind: TestEngine) async throws {
        try await Self.with(kind) { kith in
            let token = try #require(try await kith.organizations.beginSetUp())
            let made = await withTaskGroup(of: Bool.self) { group in
                for number in 0..<4 {
                    group.addTask {
                        let setUp = try? Self.setUp(name: "Labs \(number)", email: "ada\(number)@example.com")
                        guard let setUp else { return false }
                        return (try? await kith.organizations.setUp(setUp, by: token)) != nil
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(made == 1)
            #expect(try await kith.organizations.all().count == 1)
        }
    }

    @Test(
        "a short name is made of the name",
        arguments: [
            ("Demo Inc.", "demo-inc"), ("한빛", "home"), ("  A  ", "home"), ("Müller & Söhne", "m-ller-s-hne"),
            (String(repeating: "ab ", count: 30), "ab-ab-ab-ab-ab-ab-ab-ab-ab-ab-ab-ab-ab-a"),
        ]
    )
    func shortName(name: String, key: String) throws {
        #expect(OrganizationKey(suggestedBy: name).description == key)
        _ = try OrganizationKey(key)
    }

    private static func setUp(
        name: String = "Hanbit Labs",
        email: String = "ada@example.com",
        password: String = "a few good words"
    ) throws -> SetUp {
        SetUp(
            settings: try OrganizationSettings(name: name, country: "KR", timeZone: "Asia/Seoul"),
            owner: try ManagerEmail(email),
            ownerName: "Ada",
            password: password
        )
    }

    private static func with(_ kind: TestEngine, _ test: (Kith) async throws -> Void) async throws {
        try await withDatabase(kind) { database in
            _ = try await Migrator(KithSchema.migrations).migrate(database, at: Stage.start.milliseconds)
            let kith = Stage.kith(on: database)
            try await test(kith)
            await kith.close()
        }
    }
}
