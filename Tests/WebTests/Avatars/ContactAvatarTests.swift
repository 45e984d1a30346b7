import Domain
import HTTPTypes
import Kith
import TestSupport
import Testing

@Suite("Pictures of contacts, on pages")
struct ContactAvatarTests {
    private static let picture = SamplePicture.jpeg.bytes

    @Test("U4 U18: an uploaded picture is shown wherever the contact is", arguments: TestEngine.allCases)
    func shown(kind: TestEngine) async throws {
        try await ServedKith.run(kind) { served in
            let ada = try await served.made(["name": "Ada"])
            let browser = try await served.signedIn()
            let token = try await served.english(browser)
            #expect(!(try await browser.get("/contacts/\(ada)").text.contains("<img")))
            let answer = try await browser.upload("/contacts/\(ada)/avatar", Self.picture, token: token)
            #expect(answer.status == 200 && answer.text.contains("The picture of Ada was saved."))
            let found = try await served.kith.contacts.find(ada, by: served.caller).contact
            let address = AvatarAddress(ada, try #require(found.avatar)).description
            #expect(answer.text.contains(address))
            for path in ["/contacts", "/contacts/rows", "/contacts/\(ada)", "/contacts/\(ada)/panel"] {
                #expect(try await browser.get(path).text.contains("src=\"\(address)\""), "\(path)")
            }
            let ben = try await served.made(["name": "Ben", "email": "ben@example.com"])
            let merge = try await browser.get("/merges/new?ids=\(ada).\(ben)").text
            #expect(merge.contains("src=\"\(address)\"") && merge.contains("Uploaded picture"))
            #expect(!(try await browser.get("/contacts/results?search=avatar").text.contains("Ada")))
            let activity = try await browser.get("/contacts/\(ada)?tab=activity").text
            #expect(activity.contains("Uploaded picture") && activity.contains("Avatar"))

            let gone = try await browser.post("/contacts/\(ada)/avatar/removal", ["form_token": token])
            #expect(gone.status == 200 && gone.text.contains("The picture of Ada was removed."))
            #expect(!gone.text.contains("<img"))
            #expect(try await browser.get(address).status == 404)
        }
    }

    @Test(
        "a picture is for managers of its organization, and for nothing but looking at",
        arguments: TestEngine.allCases
    )
    func served(kind: TestEngine) async throws {
        try await ServedKith.run(kind) { served in
            let ada = try await served.made(["name": "Ada"])
            let edited = try await served.kith.avatars.put(Self.picture, of: ada, by: served.caller).contact
            let version = try #require(edited.avatar)
            let browser = try await served.signedIn()
            let page = try await browser.get("/contacts/\(ada)/avatar?v=\(version)")
            #expect(page.status == 200)
            #expect(page.headers[.contentType] == "image/webp")
            #expect(page.headers[.cacheControl] == "private, max-age=31536000, immutable")
            #expect(page.headers[.xContentTypeOptions] == "nosniff")
            #expect(page.headers[.contentSecurityPolicy] == "default-src 'none'; sandbox")
            let tag = try #require(page.headers[.eTag])
            #expect(try await browser.get("/contacts/\(ada)/avatar?v=\(version)", ifNoneMatch: tag).status == 304)
            // Of another version, or of none, it is the picture of now, and not for ever.
            for query in ["", "?v=", "?v=\(String(repeating: "0", count: 32))"] {
                let page = try await browser.get("/contacts/\(ada)/avatar\(query)")
                #expect(page.status == 200 && page.headers[.cacheControl] == "private, no-cache")
            }
            let stranger = try await served.neighbour()
            let theirs = try await served.kith.contacts.create(ContactInput(profile: ["name": "Eve"]), by: stranger)
            let put = try await served.kith.avatars.put(Self.picture, of: theirs.contact.id, by: stranger).contact
            for id in [theirs.contact.id.description, "0000000000000", "nonsense"] {
                let path = "/contacts/\(id)/avatar?v=\(put.avatar?.description ?? "")"
                #expect(try await browser.get(path).status == 404)
            }
            #expect(try await served.browser.get("/contacts/\(ada)/avatar").status == 303)
            let blind = try await served.signedIn(may: [.editContacts])
            #expect(try await blind.get("/contacts/\(ada)/avatar").status == 403)
        }
    }

    @Test("what is refused is said beside the picture that stays")
    func refused() async throws {
        try await ServedKith.run { served in
            let ada = try await served.made(["name": "Ada"])
            _ = try await served.kith.avatars.put(Self.picture, of: ada, by: served.caller)
            let before = try await served.kith.contacts.find(ada, by: served.caller).contact
            let browser = try await served.signedIn()
            let token = try await served.english(browser)
            let refused: [([UInt8], String)] = [
                (Array("<svg/>".utf8), "This is no picture that Kith can read:"),
                (Array(Self.picture.prefix(200)), "The picture is damaged or not all there:"),
                (PNGFile(claiming: 50_000, by: 50_000).bytes, "it may have 40 million pixels,"),
                ([UInt8](repeating: 0, count: 5 << 20 + 1), "a picture may have 5 MB,"),
            ]
            for (file, words) in refused {
                let answer = try await browser.upload("/contacts/\(ada)/avatar", file, token: token)
                #expect(answer.status == 422)
                #expect(answer.text.contains("role=\"alert\"") && answer.text.contains(words), "\(words)")
                #expect(answer.text.contains("<img"))
            }
            #expect(try await served.kith.contacts.find(ada, by: served.caller).contact == before)
        }
    }

    @Test("without the page's token, the permission or the contact nothing is taken")
    func guarded() async throws {
        try await ServedKith.run { served in
            let ada = try await served.made(["name": "Ada"])
            let path = "/contacts/\(ada)/avatar"
            let browser = try await served.signedIn()
            let token = try await served.english(browser)
            for wrong in [nil, "", "wrong"] {
                #expect(try await browser.upload(path, Self.picture, token: wrong).status == 403)
            }
            let stranger = try await served.neighbour()
            let theirs = try await served.kith.contacts.create(ContactInput(profile: ["name": "Eve"]), by: stranger)
            for id in [theirs.contact.id.description, "0000000000000", "nonsense"] {
                let answer = try await browser.upload("/contacts/\(id)/avatar", Self.picture, token: token)
                #expect(answer.status == 404)
            }
            let reader = try await served.signedIn(may: [.seeContacts])
            let page = try await reader.get("/contacts/\(ada)")
            #expect(!page.text.contains("data-portrait"))
            #expect(try await reader.upload(path, Self.picture, token: page.formToken).status == 403)
            #expect(try await served.kith.contacts.find(ada, by: served.caller).contact.version == 1)
        }
    }

    @Test("U18: a picture on another host, or another contact's, is not loaded: the initial shows")
    func elsewhere() async throws {
        try await ServedKith.run { served in
            let ada = try await served.made(["name": "Ada"])
            let edited = try await served.kith.avatars.put(Self.picture, of: ada, by: served.caller).contact
            let address = try #require(edited.profile["avatarUrl"]?.text)
            let browser = try await served.signedIn()
            let others = [
                "https://example.com/a.png", "//example.com/a.png", "data:image/png;base64,AAAA", address,
                address + "&x",
                "/contacts/../avatar?v=\(edited.avatar?.description ?? "")", "javascript:alert(1)",
            ]
            for other in others {
                let ben = try await served.made(["name": "Ben", "avatarUrl": other])
                #expect(!(try await browser.get("/contacts/\(ben)").text.contains("<img")), "\(other)")
            }
            let list = try await browser.get("/contacts").text
            #expect(list.ranges(of: "<img").count == 1)
        }
    }
}
