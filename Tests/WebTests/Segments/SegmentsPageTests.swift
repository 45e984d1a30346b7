import Domain
import Foundation
import HTTPTypes
import Kith
import TestSupport
import Testing
import Web

@Suite("Segments at the list")
struct SegmentsPageTests {
    @Test("U26 C7: a filter of the list is saved, and the list shows the segment", arguments: TestEngine.allCases)
    func saved(kind: TestEngine) async throws {
        try await ServedKith.run(kind) { served in
            try await served.add(name: "Ada", email: "ada@example.com", tags: ["vip"])
            try await served.add(name: "Ben", email: "ben@example.com")
            let browser = try await served.signedIn()
            let list = try await browser.get("/contacts?filter=tags:+vip")
            #expect(list.text.contains("/segments/new?filter=tags%3A%20vip&amp;visibility=shared"))
            let form = try await browser.get("/segments/new?filter=tags:+vip&search=a&visibility=shared")
            #expect(form.text.contains("1명 일치") && form.text.contains("‘vip’"))
            #expect(form.text.contains("검색어는 저장되지 않습니다"))
            let made = try await browser.send(
                "/segments",
                ["name": "VIPs & <b>", "description": "Those", "filter": "tags: vip", "visibility": "shared"]
            )
            let link = try #require(made.redirect)
            #expect(link.hasPrefix("/contacts?segment="))
            let page = try await browser.get(link)
            #expect(page.text.contains("VIPs &amp; &lt;b&gt;") && page.text.contains("Those"))
            #expect(page.text.contains("Ada") && !page.text.contains("Ben"))
            #expect(page.text.contains("aria-current=\"page\""))
            #expect(try await browser.get("/segments/list").text.contains("VIPs &amp; &lt;b&gt;"))
        }
    }

    @Test("what is wrong is said beside its field, and what was typed stays")
    func problems() async throws {
        try await ServedKith.run { served in
            let browser = try await served.signedIn()
            let nameless = try await browser.send(
                "/segments",
                ["name": " ", "description": "kept", "visibility": "shared"]
            )
            #expect(nameless.status == 422 && nameless.text.contains("이름은 한 줄로"))
            #expect(nameless.text.contains("kept") && nameless.text.contains("aria-invalid"))
            _ = try await browser.send("/segments", ["name": "One", "visibility": "shared"])
            let taken = try await browser.send("/segments", ["name": "one", "visibility": "shared"])
            #expect(taken.status == 422 && taken.text.contains("같은 이름이 이미 있습니다"))
            let long = String(repeating: "x", count: 1_001)
            let wordy = try await browser.send("/segments", ["name": "Two", "description": long])
            #expect(wordy.status == 422 && wordy.text.contains("설명은 최대"))
            let broken = try await browser.send("/segments", ["name": "Two", "filter": "companyy = x"])
            #expect(broken.status == 422 && broken.text.contains("<mark>companyy</mark>"))
            let preview = try await browser.send(
                "/segments/preview",
                ["filter": "name = Ada and", "visibility": "shared"]
            )
            #expect(preview.status == 200 && preview.text.contains("<mark>"))
            #expect(try await browser.post("/segments", ["name": "Three"]).status == 403)
        }
    }

    @Test("U13: who manages no segments keeps filters of their own, which nobody else reaches")
    func personal() async throws {
        try await ServedKith.run { served in
            let looker = try await served.signedIn(may: [.seeContacts])
            let owner = try await served.signedIn()
            let list = try await looker.get("/contacts?filter=name+%3D+x")
            #expect(list.text.contains("visibility=personal") && !list.text.contains("visibility=shared"))
            #expect(try await looker.send("/segments", ["name": "S", "visibility": "shared"]).status == 403)
            let made = try await looker.send("/segments", ["name": "Mine", "visibility": "personal"])
            let id = try #require(made.redirect?.split(separator: "=").last)
            #expect(try await looker.get("/contacts?segment=\(id)").text.contains("/segments/\(id)/edit"))
            let elsewhere = try await served.signedInElsewhere()
            for stranger in [owner, elsewhere] {
                for path in [
                    "/contacts?segment=\(id)", "/segments/\(id)/edit", "/segments/\(id)/copy",
                    "/segments/\(id)/deletion",
                ] {
                    #expect(try await stranger.get(path).status == 404, "\(path)")
                }
                for path in ["/segments/\(id)", "/segments/\(id)/deletion"] {
                    #expect(try await stranger.send(path, ["name": "Theirs"]).status == 404, "\(path)")
                }
                #expect(try await !stranger.get("/segments/list").text.contains("Mine"))
            }
            // It has no size over time.
            #expect(try await looker.get("/segments/\(id)/history").status == 404)
            let shared = try await served.kith.segments.create(name: "Shared", filter: .everybody, by: served.caller)
            let page = try await looker.get("/contacts?segment=\(shared.id)")
            #expect(!page.text.contains("/segments/\(shared.id)/edit"))
            #expect(try await looker.send("/segments/\(shared.id)", ["name": "X"]).status == 403)
            #expect(try await looker.send("/segments/\(shared.id)/deletion").status == 403)
            #expect(try await elsewhere.get("/segments/\(shared.id)/history").status == 404)
        }
    }

    @Test("U26: a segment is edited at the version that was seen, and duplicated")
    func edited() async throws {
        try await ServedKith.run { served in
            let browser = try await served.signedIn()
            let segment = try await served.kith.segments.create(name: "One", filter: .everybody, by: served.caller)
            let path = "/segments/\(segment.id)"
            let edit = ["name": "Two", "description": "", "filter": "name = x", "version": "1"]
            #expect(try await browser.send(path, edit).redirect == "/contacts?segment=\(segment.id)")
            let late = try await browser.send(path, edit.merging(["name": "Three"]) { _, new in new })
            #expect(late.status == 422 && late.text.contains("그사이 다른 사람이"))
            #expect(try await served.kith.segments.find(segment.id, by: served.caller).segment.name == "Two")
            let copy = try await browser.get(path + "/copy")
            #expect(copy.text.contains("Two (사본)") && copy.text.contains("name = x"))
        }
    }

    @Test("U26: one that is used says where, and is deleted once it is not")
    func deleted() async throws {
        try await ServedKith.run { served in
            let browser = try await served.signedIn()
            let segments = served.kith.segments
            let used = try await segments.create(name: "Used", filter: .everybody, by: served.caller)
            let user = try await segments.create(
                name: "User",
                filter: .segment(.init(name: "Used")),
                by: served.caller
            )
            let path = "/segments/\(used.id)/deletion"
            #expect(try await browser.get(path).text.contains("/contacts?segment=\(user.id)"))
            let refused = try await browser.send(path)
            #expect(refused.status == 409 && refused.text.contains("User"))
            try await segments.delete(user.id, by: served.caller)
            #expect(try await browser.send(path).redirect == "/contacts")
            #expect(try await browser.get("/contacts?segment=\(used.id)").status == 404)
        }
    }

    @Test("one that no longer makes sense says why and where, and can be mended")
    func broken() async throws {
        try await ServedKith.run { served in
            let definition = PropertyDefinition(key: "plan", name: "Plan", type: .text)
            let defined = try await served.kith.properties.define(definition, by: served.caller)
            let segment = try await served.kith.segments.create(
                name: "Pros",
                filter: FilterExpression(parsing: "name = x and plan = pro"),
                by: served.caller
            )
            _ = try await served.kith.properties.archive(defined.key, by: served.caller)
            let browser = try await served.signedIn()
            let page = try await browser.get("/contacts?segment=\(segment.id)")
            #expect(page.status == 422)
            #expect(page.text.contains("name = x and <mark>plan</mark> = pro"))
            #expect(page.text.contains("/segments/\(segment.id)/edit"))
            #expect(try await browser.get("/segments/\(segment.id)/history").text.contains("<mark>plan</mark>"))
        }
    }

    @Test("each operator is said in each language", arguments: ["en", "ko"])
    func sentences(language: String) async throws {
        try await ServedKith.run { served in
            let browser = try await served.signedIn()
            _ = try await browser.send("/preferences", ["language": language])
            let filters = [
                "name = a and name != b", "name in (a, b) or name not in (c, d)", "name is empty or name is not empty",
                "sessionsCount > 1 and sessionsCount >= 1", "sessionsCount < 1 or sessionsCount <= 1",
                "sessionsCount between 1 and 2", "lastSeenAt > 2025-01-01 and lastSeenAt <= 2025-01-01",
                "lastSeenAt < 2025-01-01 and lastSeenAt >= 2025-01-01", "lastSeenAt on 2025-01-01",
                "lastSeenAt within last 1d", "lastSeenAt not within last 2w", "lastSeenAt within next 3mo",
                "name contains a or name not contains a", "name starts with a or name not starts with a",
                "name ends with a", "tags: any(a, b)", "tags: all(a, b)", "tags: none(a, b)", "tags: only(a)",
                "tags: vip", "not (name = a or kind = lead)", "event(\"buy\") > 2 within last 30d",
                "event(\"buy\").firstAt is empty", "event(\"buy\").lastAt within last 5m",
                "event(\"buy\").sum(price) >= 1.5", "", "member = true",
            ]
            for filter in filters {
                let part = try await browser.send("/segments/preview", ["filter": filter, "visibility": "shared"])
                #expect(part.status == 200 && part.text.contains("preview-sentence"), "\(filter)")
                #expect(!part.text.contains("segments.") && !part.text.contains("{"), "\(filter): \(part.text)")
            }
        }
    }
}

extension Browser.Page {
    /// Where a script is to go on to.
    var redirect: String? { HTTPField.Name("HX-Redirect").flatMap { headers[$0] } }
}
