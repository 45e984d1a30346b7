import Domain
import Kith
import Web

extension ServedKith {
    /// A browser in which the owner of another organization is signed in.
    func signedInElsewhere() async throws -> Browser {
        let made = try await kith.organizations.create(
            key: OrganizationKey("elsewhere"),
            settings: OrganizationSettings(name: "Elsewhere", country: "KR", timeZone: "Asia/Seoul"),
            owner: ManagerEmail("eve@example.com")
        )
        let browser = browser
        let link = Link.welcome(token: made.owner.linkToken).path
        _ = try await browser.submit(link, ["password": "correct horse", "repeated": "correct horse"])
        return browser
    }
}

extension Browser {
    /// Sends a form with the token of a page of the manager's.
    func send(_ path: String, _ fields: [String: String] = [:]) async throws -> Page {
        let token = try await get("/contacts").formToken
        return try await post(path, fields.merging(["form_token": token]) { given, _ in given })
    }
}
