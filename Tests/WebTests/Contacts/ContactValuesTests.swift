import Domain
import Foundation
import HTTPTypes
import Kith
import TestSupport
import Testing
import Web

@Suite("Values edited where they stand")
struct ContactValuesTests {
    @Test("U9: a value of each type is typed, kept, shown and taken away", arguments: TestEngine.allCases)
    func types(kind: TestEngine) async throws {
        try await ServedKith.run(kind) { served in
            let ada = try await served.made(["name": "Ada"])
            let browser = try await served.signedIn()
            let token = try await browser.get("/contacts").formToken
            let typed: [(type: PropertyType, text: String, value: Value)] = [
                (.text, "Äpfel", .text("Äpfel")), (.number, "1234.5", .number(1234.5)),
                (.boolean, "false", .boolean(false)), (.select, "b", .text("b")),
                (.date, "2026-11-21", .date(try #require(Day(year: 2026, month: 11, day: 21)))),
                // Nine hours before, by the clock of Seoul.
                (.datetime, "2026-11-21T18:30", .datetime(Instant(milliseconds: 1_795_253_400_000))),
                (.list, "one, two", .list(["one", "two"])), (.listOfNumber, "1, 2.5", .numbers([1, 2.5])),
            ]
            for (type, text, value) in typed {
                let key = "p\(type.rawValue)"
                _ = try await served.kith.properties.define(
                    PropertyDefinition(key: key, name: key, type: type, options: type == .select ? ["a", "b"] : []),
                    by: served.caller
                )
                let path = "/contacts/\(ada)/values/profile.\(key)"
                for place in ["cell", "page"] {
                    let sent = ["form_token": token, "in": place, "former": "", "value": text]
                    let saved = try await browser.post(path, sent)
                    #expect(saved.status == 200, "\(type)")
                    #expect(saved.text.hasPrefix(place == "cell" ? "<td" : "<dd"))
                    let contact = try await served.kith.contacts.find(ada, by: served.caller).contact
                    #expect(contact.profile[key] == value)
                    let former = try await browser.former(path)
                    let gone = try await browser.post(path, sent.merging(["former": former, "value": ""]) { $1 })
                    #expect(gone.status == 200)
                    #expect(try await served.kith.contacts.find(ada, by: served.caller).contact.profile[key] == nil)
                }
            }
        }
    }

    @Test("what is no such value comes back with the reason and as it was typed")
    func refused() async throws {
        try await ServedKith.run { served in
            let ada = try await served.made(["name": "Ada"])
            let browser = try await served.signedIn()
            let token = try await browser.get("/contacts").formToken
            for (key, text) in ["email": "no mail", "mobileNumber": "12", "lastCheckoutCompletedAt": "soon"] {
                let fields = ["form_token": token, "former": "", "value": text]
                let answer = try await browser.post("/contacts/\(ada)/values/profile.\(key)", fields)
                #expect(answer.status == 422)
                #expect(answer.text.contains("field-problem") && answer.text.contains("value=\"\(text)\""))
            }
        }
    }

    @Test("what somebody else set meanwhile is shown, and never overwritten unasked", arguments: TestEngine.allCases)
    func conflict(kind: TestEngine) async throws {
        try await ServedKith.run(kind) { served in
            let ada = try await served.made(["name": "Ada", "company": "First"])
            let browser = try await served.signedIn()
            let token = try await browser.get("/contacts").formToken
            let path = "/contacts/\(ada)/values/profile.company"
            let version = try await browser.hidden("version", of: path)
            try await served.set(ada, "company", "Theirs")
            var fields = ["form_token": token, "version": version, "former": "First", "value": "Mine"]
            let conflict = try await browser.post(path, fields)
            #expect(conflict.status == 409)
            #expect(conflict.text.contains("Theirs") && conflict.text.contains("value=\"Mine\""))
            #expect(try await served.company(ada) == "Theirs")
            // Keep theirs.
            let kept = try await browser.post(path, fields.merging(["keep": "1"]) { $1 })
            #expect(kept.status == 200 && kept.text.contains("Theirs"))
            #expect(try await served.company(ada) == "Theirs")
            // Save mine anyway: the form of the conflict knows what it saves over.
            fields["version"] = conflict.hidden("version")
            fields["former"] = conflict.hidden("former")
            #expect(try await browser.post(path, fields).status == 200)
            #expect(try await served.company(ada) == "Mine")
        }
    }

    @Test("a change of another value is no conflict, nor is the same wish twice")
    func quiet() async throws {
        try await ServedKith.run { served in
            let ada = try await served.made(["name": "Ada", "company": "First"])
            let browser = try await served.signedIn()
            let token = try await browser.get("/contacts").formToken
            let path = "/contacts/\(ada)/values/profile.company"
            let version = try await browser.hidden("version", of: path)
            try await served.set(ada, "title", "Countess")
            let fields = ["form_token": token, "version": version, "former": "First", "value": "Mine"]
            #expect(try await browser.post(path, fields).status == 200)
            #expect(try await browser.post(path, fields).status == 200)
            #expect(try await served.company(ada) == "Mine")
        }
    }

    @Test("U6: tags of a cell go beside what others do to them; opt-outs are set")
    func tagsAndFlags() async throws {
        try await ServedKith.run { served in
            let ada = try await served.made(["name": "Ada"], tags: ["a", "b"])
            let browser = try await served.signedIn()
            let token = try await browser.get("/contacts").formToken
            _ = try await served.kith.contacts.edit(ada, ContactInput(tagsAdded: [TagName("c")]), by: served.caller)
            let sent = ["form_token": token, "version": "1", "former": "a,b", "tags": "1", "tag": "b"]
            let cell = try await browser.post("/contacts/\(ada)/values/tags", sent)
            #expect(cell.status == 200)
            let found = try await served.kith.contacts.find(ada, by: served.caller)
            #expect(Set(found.contact.tags.compactMap { found.catalogue.tags[$0]?.name.text }) == ["b", "c"])
            let optOut = ["form_token": token, "former": "false", "value": "true"]
            #expect(try await browser.post("/contacts/\(ada)/values/unsubscribeEmail", optOut).status == 200)
            let contact = try await served.kith.contacts.find(ada, by: served.caller).contact
            #expect(contact[.unsubscribeEmail] == .boolean(true))
        }
    }

    @Test("what nobody edits has no form")
    func fixed() async throws {
        try await ServedKith.run { served in
            let ada = try await served.made(["name": "Ada"])
            let browser = try await served.signedIn()
            for key in ["createdAt", "id", "kind", "profile.utmSource", "profile.nothing", "%00"] {
                #expect(try await browser.get("/contacts/\(ada)/values/\(key)").status == 404, "\(key)")
            }
        }
    }

    @Test("U3 C12: made by hand; problems stand beside their fields")
    func created() async throws {
        try await ServedKith.run { served in
            let browser = try await served.signedIn()
            let token = try await browser.get("/contacts").formToken
            #expect(try await browser.get("/contacts/new").text.contains("name=\"profile.email\""))
            let bad = ["form_token": token, "kind": "contact", "profile.email": "bad", "profile.mobileNumber": "1"]
            let refused = try await browser.post("/contacts", bad)
            #expect(refused.status == 422)
            #expect(refused.text.ranges(of: "class=\"field-problem\"").count == 2)
            #expect(try await browser.post("/contacts", ["form_token": token, "kind": "contact"]).status == 422)
            let good = [
                "form_token": token, "kind": "contact", "profile.name": "Ada", "profile.email": "ada@example.com",
                "profile.company": "Engines", "tag": "vip",
            ]
            let made = try await browser.post("/contacts", good)
            #expect(made.status == 204)
            let id = try #require(ContactID(made.event("open-contact") ?? ""))
            let contact = try await served.kith.contacts.find(id, by: served.caller).contact
            #expect(contact.email == "ada@example.com" && contact.tags.count == 1 && contact.kind == .lead)
            // The same e-mail again.
            let known = try await browser.post("/contacts", good)
            #expect(known.status == 409)
            #expect(known.text.contains("data-open-contact=\"\(id)\""))
            #expect(try await browser.post("/contacts", good.merging(["anyway": "1"]) { $1 }).status == 204)
        }
    }

    @Test("U14: a lead takes a phone or an e-mail alone")
    func lead() async throws {
        try await ServedKith.run { served in
            let browser = try await served.signedIn()
            let token = try await browser.get("/contacts").formToken
            let fields = ["form_token": token, "kind": "lead", "profile.name": "Left out"]
            #expect(try await browser.post("/contacts", fields).status == 422)
            let made = try await browser.post(
                "/contacts",
                fields.merging(["profile.mobileNumber": "010-1234-5678"]) { $1 }
            )
            let id = try #require(ContactID(made.event("open-contact") ?? ""))
            let contact = try await served.kith.contacts.find(id, by: served.caller).contact
            #expect(contact.mobileNumber == "+821012345678" && contact.profile["name"] == nil)
        }
    }
}

extension Browser {
    func hidden(_ name: String, of path: String) async throws -> String {
        try await get(path).hidden(name)
    }

    func former(_ path: String) async throws -> String {
        try await hidden("former", of: path)
    }
}

extension Browser.Page {
    func hidden(_ name: String) -> String {
        guard let field = text.firstRange(of: "name=\"\(name)\" value=\"") else { return "" }
        return String(text[field.upperBound...].prefix { $0 != "\"" })
    }

    /// What the answer says by an event.
    func event(_ name: String) -> String? {
        let events = HTTPField.Name("HX-Trigger").flatMap { headers[$0] }
        return events.flatMap { try? JSON(parsing: $0) }?[name]?.string
    }
}

extension ServedKith {
    func made(_ profile: [String: String], tags: [String] = []) async throws -> ContactID {
        let input = ContactInput(
            profile: profile.mapValues(JSON.string),
            tagsAdded: try tags.map { try TagName($0) }
        )
        return try await kith.contacts.create(input, by: caller).contact.id
    }

    func set(_ id: ContactID, _ key: String, _ text: String) async throws {
        _ = try await kith.contacts.edit(id, ContactInput(profile: [key: .string(text)]), by: caller)
    }

    func company(_ id: ContactID) async throws -> String? {
        let value = try await kith.contacts.find(id, by: caller).contact.profile[ProfileKey.company]
        if case .text(let text)? = value { return text }
        return nil
    }
}
