import Domain
import HTTPTypes
import Kith
import TestSupport
import Testing
import Web

@Suite("Customer profile data")
struct PropertiesPageTests {
    private static func define(_ served: ServedKith) async throws {
        let plan = PropertyDefinition(key: "plan", name: "Plan", type: .select, options: ["free", "pro"])
        _ = try await served.kith.properties.define(plan, by: served.caller)
        _ = try await served.kith.properties.define(.init(key: "크기", name: "Size", type: .text), by: served.caller)
    }

    private static func order(_ served: ServedKith) async throws -> [String] {
        try await served.kith.properties.all(by: served.caller).map(\.key)
    }

    @Test("C9: one that is moved says beside which, so that others who move others meanwhile are not undone")
    func order() async throws {
        try await ServedKith.run { served in
            try await Self.define(served)
            let browser = try await served.signedIn()
            func move(_ key: String, after: String) async throws -> Int {
                try await browser.send("/settings/property-order", ["key": key, "after": after]).status
            }
            #expect(try await move("크기", after: "") == 204)
            #expect(try await move("email", after: "name") == 204)
            #expect(try await move("plan", after: "크기") == 204)
            #expect(Array(try await Self.order(served).prefix(4)) == ["크기", "plan", "name", "email"])
            #expect(try await move("plan", after: "nowhere") == 404)
            #expect(try await move("nowhere", after: "plan") == 404)
            #expect(Array(try await Self.order(served).prefix(4)) == ["크기", "plan", "name", "email"])
        }
    }

    @Test("U20: an edit changes what was touched alone, and one that came too late is asked about")
    func edited() async throws {
        try await ServedKith.run { served in
            try await Self.define(served)
            let browser = try await served.signedIn()
            let form = try await browser.get("/settings/properties/email/edit")
            #expect(form.text.contains("value=\"이메일\"") && form.text.contains("기본 제공 속성"))
            let stamp = form.field("stamp")
            let sent = ["name": "이메일", "stamp": stamp, "in_contacts": "1", "usual": ""]
            #expect(try await browser.send("/settings/properties/email", sent).status == 204)
            let email = try await served.kith.properties.find("email", by: served.caller)
            // A default property that nobody named still goes by the language of whoever looks.
            #expect(email.name == "E-mail" && email.isHiddenInInbox && !email.isHiddenInContacts)
            let late = try await browser.send("/settings/properties/email", sent.merging(["name": "Post"]) { $1 })
            #expect(late.status == 409 && late.text.contains("그사이") && late.text.contains("value=\"Post\""))
            let again = ["name": "Post", "stamp": late.field("stamp"), "in_contacts": "1", "in_inbox": "1"]
            #expect(try await browser.send("/settings/properties/email", again).status == 204)
            #expect(try await served.kith.properties.find("email", by: served.caller).name == "Post")
        }
    }

    @Test("U20: what contacts get instead of options that go is asked of all of them at once")
    func options() async throws {
        try await ServedKith.run { served in
            try await Self.define(served)
            for plan in ["free", "pro", "pro"] { _ = try await served.person(["name": "Ann", "plan": .string(plan)]) }
            let browser = try await served.signedIn()
            let path = "/settings/properties/plan"
            let stamp = try await browser.get(path + "/edit").field("stamp")
            let token = try await browser.get("/contacts").formToken
            func save(_ more: String) async throws -> Browser.Page {
                let rows = "former=free&option=free&former=pro&option=pro&gone=free&gone=pro&new_options=one%0Atwo"
                let fields = ["form_token": token, "stamp": stamp, "name": "Plan"]
                return try await browser.post(path, fields, and: rows + more)
            }
            let asked = try await save("")
            #expect(asked.status == 409)
            #expect(asked.text.contains("name=\"then:free\"") && asked.text.contains("name=\"then:pro\""))
            #expect(asked.text.contains("연락처 1명") && asked.text.contains("연락처 2명"))
            #expect(asked.text.contains("value=\"=one\"") && !asked.text.contains("value=\"=free\""))
            let half = try await save("&then%3Afree=-")
            #expect(half.status == 409 && half.text.contains("value=\"-\" selected"))
            #expect(try await save("&then%3Afree=-&then%3Apro=%3Dtwo").status == 204)
            let found = try await served.kith.contacts.search(ContactQuestion(sort: "plan"), by: served.caller).contacts
            #expect(found.map { $0.profile["plan"] } == [.text("two"), .text("two"), nil])
            let plan = try await served.kith.properties.find("plan", by: served.caller)
            #expect(plan.options == ["one", "two"])
        }
    }

    @Test("§2: a key of any script is registered with what is said of it, and only once")
    func registered() async throws {
        try await ServedKith.run { served in
            let browser = try await served.signedIn()
            #expect(try await browser.send("/settings/key-collection").status == 200)
            let organization = served.caller.organization
            try await served.kith.write { transaction in
                _ = try served.kith.properties.collect(["도시": "부산 7", "x": 1], of: organization, in: transaction)
            }
            let list = try await browser.get("/settings/unregistered-keys")
            #expect(list.text.contains("aa 9") && !list.text.contains("부산"))
            let path = "/settings/unregistered-keys/%EB%8F%84%EC%8B%9C/registration"
            #expect(try await browser.get(path).text.contains("{{profile.도시}}"))
            let fields = ["name": "City", "type": "list", "in_contacts": "1", "usual": "a, b"]
            #expect(try await browser.send(path, fields).status == 204)
            let city = try await served.kith.properties.find("도시", by: served.caller)
            #expect(city.name == "City" && city.defaultValue == .list(["a", "b"]) && city.isHiddenInInbox)
            #expect(try await browser.send(path, fields).status == 404)
            for _ in 0..<2 {
                let rest = try await browser.send("/settings/unregistered-keys/x/dismissal")
                #expect(rest.status == 200 && !rest.text.contains("registration"))
            }
        }
    }

    @Test("whoever may not define properties reaches none of it, and nobody those of another organization")
    func permissions() async throws {
        try await ServedKith.run { served in
            try await Self.define(served)
            let some = try await served.signedIn(may: [.seeContacts, .editContacts, .manageTags])
            let elsewhere = try await served.signedInElsewhere()
            for path in [
                "/settings/properties", "/settings/properties/list", "/settings/properties/new",
                "/settings/properties/plan/edit", "/settings/properties/plan/type", "/settings/unregistered-keys",
                "/settings/unregistered-keys/x/registration",
            ] {
                #expect(try await some.get(path).status == 403, "\(path)")
                #expect(try await !elsewhere.get(path).text.contains("Plan"), "\(path)")
            }
            for path in [
                "/settings/properties", "/settings/property-order", "/settings/properties/plan",
                "/settings/properties/plan/visibility", "/settings/properties/plan/archival",
                "/settings/properties/plan/type", "/settings/key-collection",
                "/settings/unregistered-keys/x/registration", "/settings/unregistered-keys/x/dismissal",
            ] {
                #expect(try await some.send(path, ["name": "X"]).status == 403, "\(path)")
            }
            for path in ["plan", "plan/visibility", "plan/archival", "plan/type"] {
                let answer = try await elsewhere.send("/settings/properties/\(path)", ["name": "X", "type": "text"])
                #expect(answer.status == 404, "\(path)")
            }
            let token = try await some.get("/contacts").formToken
            #expect(
                try await served.signedIn("All", may: Set([.manageProperties, .seeContacts])).post(
                    "/settings/properties",
                    ["name": "X", "form_token": token]
                ).status == 403
            )
            let plan = try await served.kith.properties.find("plan", by: served.caller)
            #expect(plan.name == "Plan" && !plan.isArchived)
        }
    }
}
