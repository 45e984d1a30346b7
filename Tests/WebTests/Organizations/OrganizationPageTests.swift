import Domain
import HTTPTypes
import Kith
import TestSupport
import Testing
import Web

@Suite("Settings of the organization in the browser")
struct OrganizationPageTests {
    private static let paths = [
        "", "/logo", "/logo/removal", "/plugin-key", "/member-secret", "/member-secret/new", "/member-hash",
    ].map { "/settings/organization\($0)" }

    @Test("is reached by nobody else, whatever they send", arguments: TestEngine.allCases)
    func permissions(engine: TestEngine) async throws {
        try await ServedKith.run(engine) { served in
            let looker = try await served.signedIn("Looker", may: [.seeContacts, .manageManagers, .manageKeys])
            let token = try await served.english(looker)
            _ = try await served.kith.sites.makeMemberSecret(by: served.caller)
            let before = try await served.kith.organizations.current(by: served.caller)
            let access = try await served.kith.sites.access(by: served.caller)
            for path in Self.paths {
                let fields = ["form_token": token, "name": "Eve", "enforces": "1"]
                #expect(try await looker.post(path, fields).status == 403, "\(path)")
                #expect(try await served.browser.post(path, fields).status == 403, "\(path)")
            }
            for path in ["", "/plugin-key", "/member-secret/new"].map({ "/settings/organization\($0)" }) {
                #expect(try await looker.get(path).status == 403, "\(path)")
            }
            #expect(try await looker.upload("/settings/organization/logo", [], token: token).status == 403)
            #expect(try await served.kith.organizations.current(by: served.caller) == before)
            #expect(try await served.kith.sites.access(by: served.caller) == access)
            let owner = try await served.signedIn()
            for path in Self.paths where path != "/settings/organization/logo" {
                #expect(try await owner.post(path, ["form_token": "A"]).status == 403, "\(path)")
            }
        }
    }

    @Test("what is wrong stands at its field, escaped, and nothing of it is saved")
    func refused() async throws {
        try await ServedKith.run { served in
            let owner = try await served.signedIn()
            let token = try await served.english(owner)
            let hostile = "\"><script>alert(1)</script>"
            let fields = [
                "form_token": token, "name": "\u{202E}" + hostile, "country": hostile, "timeZone": hostile,
                "language": hostile, "currency": hostile, "purchaseWindowDays": hostile,
            ]
            let answer = try await owner.post("/settings/organization", fields)
            #expect(answer.status == 422)
            #expect(!answer.text.contains("<script"))
            for field in ["name", "country", "timeZone", "language", "currency", "purchaseWindowDays"] {
                #expect(answer.text.contains("id=\"problem-\(field)\""), "\(field)")
            }
            #expect(try await served.kith.organizations.current(by: served.caller).name == "Demo & Söhne")
        }
    }

    @Test("what somebody else set meanwhile is asked about once", arguments: TestEngine.allCases)
    func conflict(engine: TestEngine) async throws {
        try await ServedKith.run(engine) { served in
            let owner = try await served.signedIn()
            let token = try await served.english(owner)
            let edit = OrganizationEdit(name: "Theirs", currency: "EUR")
            _ = try await served.kith.organizations.edit(edit, by: served.caller)
            var fields = [
                "form_token": token, "name": "Mine", "seen_name": "Demo & Söhne", "currency": "KRW",
                "seen_currency": "KRW", "timeZone": "UTC", "seen_timeZone": "Asia/Seoul",
            ]
            let asked = try await owner.post("/settings/organization", fields)
            #expect(asked.status == 409)
            #expect(asked.text.contains("set this to “Theirs”"))
            #expect(asked.text.matches(of: /id="problem-/).count == 1)
            #expect(try await served.kith.organizations.current(by: served.caller).name == "Theirs")
            fields["seen_name"] = asked.field("seen_name")
            #expect(fields["seen_name"] == "Theirs")
            #expect(try await owner.post("/settings/organization", fields).status == 204)
            let now = try await served.kith.organizations.current(by: served.caller)
            #expect(now.name == "Mine" && now.settings.currency == "EUR" && now.settings.timeZoneName == "UTC")
        }
    }

    @Test("the logo is the organization's own, and kept under an address of its version")
    func logo() async throws {
        try await ServedKith.run { served in
            let owner = try await served.signedIn()
            let token = try await served.english(owner)
            #expect(try await owner.get("/organization/logo").status == 404)
            let sent = try await owner.upload("/settings/organization/logo", SamplePicture.jpeg.bytes, token: token)
            #expect(sent.status == 200)
            let version = try #require(try await served.kith.organizations.current(by: served.caller).logo)
            let path = "/organization/logo?v=\(version)"
            #expect(try await owner.get("/contacts").text.contains("src=\"\(path)\""))
            let picture = try await owner.get(path)
            #expect(picture.headers[.contentType] == "image/webp")
            #expect(picture.headers[.cacheControl]?.contains("immutable") == true)
            #expect(try await served.browser.get(path).status == 303)
            let wrong = try await owner.upload("/settings/organization/logo", Array("<svg/>".utf8), token: token)
            #expect(wrong.status == 422)
            #expect(wrong.text.contains("no picture that Kith can read"))
            #expect(try await owner.upload("/settings/organization/logo", [], token: "A").status == 403)
        }
    }
}
