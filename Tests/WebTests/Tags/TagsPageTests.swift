import Domain
import Kith
import TestSupport
import Testing
import Web

@Suite("Tags in the settings")
struct TagsPageTests {
    @Test("U23: rows stand level by level, with levels that are no tags themselves")
    func tree() async throws {
        try await ServedKith.run { served in
            for name in ["a b", "a/x/y", "B", "b/c", "A/z", "a/X/w"] {
                _ = try await served.kith.tags.create(name: name, by: served.caller)
            }
            let page = try await served.signedIn().get("/settings/tags")
            let names = page.text.matches(of: /<span class="tag-path">([^<]*)<\/span>([^<]*)</).map {
                String($0.output.1 + $0.output.2)
            }
            #expect(names == ["a", "a/X", "a/X/w", "a/x/y", "A/z", "a b", "B", "b/c"])
            #expect(page.text.matches(of: /tag-level/).count == 2)
        }
    }

    @Test("U23: each way in which a name cannot be is said in the manager's language")
    func names() async throws {
        try await ServedKith.run { served in
            let browser = try await served.signedIn()
            _ = try await served.kith.tags.create(name: "vip", by: served.caller)
            for (name, said) in [
                ("", "입력해 주세요"), ("a,b", "쉼표는 태그를 구분하므로"), ("a/b/c/d", "단계가 너무 많습니다"), ("a//b", "앞이나 뒤가"),
                (String(repeating: "x", count: 101), "최대 100자"), ("a\u{7}b", "제어 문자"), ("VIP", "이미 있습니다"),
            ] {
                let answer = try await browser.send("/settings/tags", ["name": name, "colour": "red"])
                #expect(answer.status == 422 && answer.text.contains(said), "\(name)")
                #expect(answer.text.contains("value=\"red\" aria-label=\"빨강\" checked"))
            }
        }
    }

    @Test("one without a colour keeps none where none was chosen")
    func colours() async throws {
        try await ServedKith.run { served in
            let browser = try await served.signedIn()
            let tag = try await served.kith.tags.create(name: "vip", by: served.caller)
            let sent = ["name": "VIP", "colour": "gray", "seen_name": "vip", "seen_colour": ""]
            #expect(try await browser.send("/settings/tags/\(tag.id)", sent).status == 204)
            #expect(try await served.kith.tags.find(tag.id, by: served.caller).tag.colour == nil)
            let late = try await browser.send("/settings/tags/\(tag.id)", sent)
            #expect(late.status == 409 && late.field("seen_name") == "VIP")
        }
    }

    @Test("whoever may not manage tags reaches none of it, and nobody those of another organization")
    func permissions() async throws {
        try await ServedKith.run { served in
            let tag = try await served.kith.tags.create(name: "Secret", by: served.caller)
            let other = try await served.kith.tags.create(name: "Other", by: served.caller)
            let some = try await served.signedIn(may: [.seeContacts, .editContacts, .manageProperties])
            let elsewhere = try await served.signedInElsewhere()
            let path = "/settings/tags/\(tag.id)"
            for part in ["/edit", "/merge", "/deletion"] {
                #expect(try await some.get(path + part).status == 403, "\(part)")
                #expect(try await elsewhere.get(path + part).status == 404, "\(part)")
            }
            #expect(try await some.get("/settings/tags/list").status == 403)
            #expect(try await !elsewhere.get("/settings/tags/list").text.contains("Secret"))
            let fields = ["name": "X", "into": other.id.description]
            for part in ["", "/merge", "/merge-rehearsal", "/deletion"] {
                #expect(try await some.send(path + part, fields).status == 403, "\(part)")
                #expect(try await elsewhere.send(path + part, fields).status == 404, "\(part)")
            }
            #expect(try await some.send("/settings/tags", fields).status == 403)
            #expect(try await served.kith.tags.all(by: served.caller).count == 2)
        }
    }
}
