import Domain
import Kith
import Web

extension ServedKith {
    /// A browser in which somebody of a role with permissions of its own is signed in.
    func signedIn(_ name: String, may permissions: Set<Permission>) async throws -> Browser {
        let role = try await kith.roles.create(name: name, permissions: permissions, by: caller)
        let email = "\(name.lowercased())@example.com"
        let made = try await kith.managers.invite(email: email, role: role.name, by: caller)
        return try await signedIn(by: made.linkToken)
    }

    /// A browser in which the owner of another organization is signed in.
    func signedInElsewhere() async throws -> Browser {
        let made = try await kith.organizations.create(
            key: OrganizationKey("elsewhere"),
            settings: OrganizationSettings(name: "Elsewhere", country: "KR", timeZone: "Asia/Seoul"),
            owner: ManagerEmail("eve@example.com")
        )
        return try await signedIn(by: made.owner.linkToken)
    }

    private func signedIn(by token: String) async throws -> Browser {
        let browser = browser
        let link = Link.welcome(token: token).path
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
