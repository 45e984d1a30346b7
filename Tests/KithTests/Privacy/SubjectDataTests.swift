import Database
import Domain
import Stores
import Synchronization
import TestSupport
import Testing

@testable import Kith

@Suite("A subject's data")
struct SubjectDataTests {
    @Test("U33: it has all that is kept of a person", arguments: TestEngine.allCases)
    func all(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            _ = try await stage.kith.segments.create(
                name: "Opted out",
                filter: FilterExpression(parsing: "unsubscribeEmail = true"),
                by: stage.caller
            )
            let ann = try await stage.annotated()
            _ = try await stage.kith.contacts.edit(
                ann,
                ContactInput(flags: [.unsubscribeTexting: true], consentSource: "paper form"),
                by: stage.caller
            )
            try await stage.kith.properties.setCollectsUnknownKeys(true, by: stage.caller)
            let data = try await stage.kith.privacy.subjectData(of: ann, as: .json, by: stage.caller)
            let text = try await stage.written(data)
            let json = try JSON(parsing: text)
            for word in Stage.wordsOfAnn + ["vip", "Opted out", "paper form", "contacts.csv"] {
                #expect(text.contains(word), "\(word)")
            }
            #expect(json["timeline"]?.array?.count == (try await stage.events(of: ann).count))
            #expect(json["mergedContacts"]?.array?.count == 1)
            #expect(json["picture"]?["base64"] != nil)
            #expect(json["tags"] == ["vip"] && json["segments"] == ["Opted out"])
            let consent = json["consents"]?.array?.first { $0["key"] == "unsubscribeTexting" }
            #expect(consent?["optedOut"] == true && consent?["source"] == "paper form" && consent?["updatedAt"] != nil)
            let email = json["properties"]?.array?.first { $0["key"] == "profile.email" }
            #expect(email?["verified"] == true)
            let entry = try #require(try await stage.audit().first)
            #expect(entry.action == .tookSubjectData && entry.subject == "contact:\(ann)")
            #expect(entry.data == ["format": "json"])
        }
    }

    @Test("U33: a hundred thousand events are written a page at a time", arguments: TestEngine.allCases)
    func many(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let ann = try await stage.create(["name": "Ann"]).contact.id
            for _ in 0..<10 { try await stage.happen(1_000, to: ann) }
            let data = try await stage.kith.privacy.subjectData(of: ann, as: .json, by: stage.caller)
            let pieces = Mutex<(longest: Int, lines: Int)>((0, 0))
            try await stage.kith.privacy.writeJSON(data) { piece in
                pieces.withLock { pieces in
                    pieces.longest = max(pieces.longest, piece.utf8.count)
                    pieces.lines += piece.utf8.count { $0 == UInt8(ascii: "\n") }
                }
            }
            let (longest, lines) = pieces.withLock { $0 }
            #expect(lines > 10_000)
            #expect(longest < 500 * 300)
            #expect(try JSON(parsing: try await stage.written(data))["timeline"]?.array?.count == 10_001)
        }
    }

    @Test("U33: it needs its permission and sight, and is of one organization", arguments: TestEngine.allCases)
    func permissions(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let ann = try await stage.create(["name": "Ann", "email": "ann@example.com"]).contact.id
            let privacy = stage.kith.privacy
            let blind = try await stage.manager([.managePrivacy])
            let reader = try await stage.manager([.seeContacts, .editContacts])
            let other = try await Stage.organization("other", in: stage.kith)
            await #expect(throws: PermissionError.missing(.seeContacts)) {
                _ = try await privacy.subjectData(of: ann, as: .json, by: blind)
            }
            await #expect(throws: PermissionError.missing(.managePrivacy)) {
                _ = try await privacy.subjectData(of: ann, as: .json, by: reader)
            }
            await #expect(throws: PermissionError.missing(.managePrivacy)) {
                _ = try await privacy.makeLink(for: ann, by: reader)
            }
            await #expect(throws: ContactError.unknown) {
                _ = try await privacy.subjectData(of: ann, as: .json, by: other)
            }
            await #expect(throws: ContactError.unknown) { _ = try await privacy.makeLink(for: ann, by: other) }
            let made = try await privacy.makeLink(for: ann, by: stage.caller)
            await #expect(throws: SubjectLinkError.unknown) { try await privacy.revokeLink(made.link.id, by: other) }
            #expect(try await privacy.links(by: other).isEmpty)
            #expect(try await privacy.links(by: stage.caller).count == 1)
        }
    }

    @Test("U33: the person takes it by a link, a few times and for 7 days", arguments: TestEngine.allCases)
    func link(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let ann = try await stage.create(["name": "Ann", "email": "ann@example.com"]).contact.id
            let privacy = stage.kith.privacy
            let made = try await privacy.makeLink(for: ann, by: stage.caller)
            #expect(try await stage.dump().allSatisfy { !$0.contains(made.token) })
            for left in [2, 1, 0] {
                #expect(try await privacy.visit(made.token, from: "a").link.downloadsLeft == left + 1)
                let data = try await privacy.subjectData(byLink: made.token, as: .html, from: "192.0.2.7")
                #expect(data.contact.id == ann)
                let entry = try #require(try await stage.audit().first)
                #expect(entry.action == .usedSubjectLink && entry.actor == .contact(ann))
                #expect(
                    entry.address == "192.0.2.7"
                        && entry.data.ordered == ["format": "html", "left": .integer(Int64(left))]
                )
            }
            await #expect(throws: SubjectLinkError.notValid) { _ = try await privacy.visit(made.token, from: "a") }
            let second = try await privacy.makeLink(for: ann, by: stage.caller)
            let third = try await privacy.makeLink(for: ann, by: stage.caller)
            await #expect(throws: SubjectLinkError.notValid) { _ = try await privacy.visit(second.token, from: "a") }
            stage.clock.advance(SubjectLink.milliseconds - 60_000)
            _ = try await privacy.visit(third.token, from: "a")
            stage.clock.advance(60_000)
            await #expect(throws: SubjectLinkError.notValid) { _ = try await privacy.visit(third.token, from: "a") }
            let fourth = try await privacy.makeLink(for: ann, by: stage.caller)
            try await privacy.revokeLink(fourth.link.id, by: stage.caller)
            await #expect(throws: SubjectLinkError.notValid) {
                _ = try await privacy.subjectData(byLink: fourth.token, as: .json, from: "a")
            }
            #expect(try await stage.audit().first?.action == .revokedSubjectLink)
        }
    }

    @Test(
        "U33: a link is for the verified address it was made for, and for nobody else",
        arguments: TestEngine.allCases
    )
    func address(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let privacy = stage.kith.privacy
            let nameless = try await stage.create(["name": "Ben"]).contact.id
            await #expect(throws: SubjectLinkError.notVerified) {
                _ = try await privacy.makeLink(for: nameless, by: stage.caller)
            }
            let ann = try await stage.create(["name": "Ann", "email": "ann@example.com"]).contact.id
            let made = try await privacy.makeLink(for: ann, by: stage.caller)
            try await stage.edit(ann, ["email": "other@example.com"])
            await #expect(throws: SubjectLinkError.notValid) { _ = try await privacy.visit(made.token, from: "a") }
            try await stage.edit(ann, ["email": "Ann@example.com"])
            _ = try await privacy.visit(made.token, from: "a")
            try await stage.kith.contacts.delete(ann, by: stage.caller)
            await #expect(throws: SubjectLinkError.notValid) { _ = try await privacy.visit(made.token, from: "a") }
        }
    }

    @Test("U33: who opens links by the dozen has to wait")
    func limited() async throws {
        try await Stage.with(.sqlite) { stage in
            for _ in 0..<SubjectVisits.most {
                await #expect(throws: SubjectLinkError.notValid) {
                    _ = try await stage.kith.privacy.visit("nonsense", from: "a")
                }
            }
            await #expect(throws: SubjectLinkError.self) {
                do {
                    _ = try await stage.kith.privacy.visit("nonsense", from: "a")
                } catch SubjectLinkError.notValid {
                    Issue.record("it was looked at")
                }
            }
            await #expect(throws: SubjectLinkError.notValid) {
                _ = try await stage.kith.privacy.visit("nonsense", from: "b")
            }
        }
    }

    @Test("U33: two who take the last download at once do not both get it", arguments: TestEngine.allCases)
    func race(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let ann = try await stage.create(["name": "Ann", "email": "ann@example.com"]).contact.id
            let made = try await stage.kith.privacy.makeLink(for: ann, by: stage.caller)
            let taken = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        (try? await stage.kith.privacy.subjectData(byLink: made.token, as: .json, from: "a")) != nil
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(taken == SubjectLink.mostDownloads)
        }
    }
}

@Suite("Consents")
struct ConsentTests {
    @Test(
        "U33: a consent keeps when it came and from where, in the words of whoever records it",
        arguments: TestEngine.allCases
    )
    func source(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let ann = try await stage.create(["name": "Ann"]).contact.id
            let contacts = stage.kith.contacts
            func set(_ isOut: Bool, _ source: String?) async throws -> Contact {
                let input = ContactInput(flags: [.unsubscribeEmail: isOut], consentSource: source)
                return try await contacts.edit(ann, input, by: stage.caller).contact
            }
            let out = try await set(true, "  by phone ")
            #expect(out[.unsubscribeEmailSource] == .text("by phone"))
            // The same again says nothing new; from elsewhere it does.
            #expect(try await set(true, "by phone").version == out.version)
            #expect(try await set(true, nil).version == out.version)
            let confirmed = try await set(true, "paper form")
            #expect(confirmed[.unsubscribeEmailSource] == .text("paper form") && confirmed.version == out.version + 1)
            #expect(confirmed[.unsubscribeEmailUpdatedAt] != out[.unsubscribeEmailUpdatedAt])
            let change = try await stage.events(of: ann).first?.data["changes"]?.array?.first
            #expect(change?["key"] == "unsubscribeEmailSource" && change?["new"] == "paper form")
            #expect(try await set(false, nil)[.unsubscribeEmailSource] == .text("console"))
            // Who never opted out can say yes, too.
            let other = try await stage.create(["name": "Ben"]).contact.id
            let input = ContactInput(flags: [.unsubscribeTexting: false], consentSource: "double opt-in")
            let agreed = try await contacts.edit(other, input, by: stage.caller).contact
            #expect(agreed[.unsubscribeTextingSource] == .text("double opt-in"))
            await #expect(throws: ContactError.badConsentSource) { _ = try await set(true, "a\nb") }
            #expect(try await stage.kith.privacy.optOuts(by: stage.caller)[.unsubscribeEmail] == 0)
        }
    }
}

extension Stage {
    func written(_ data: SubjectData) async throws -> String {
        let text = Mutex("")
        try await kith.privacy.writeJSON(data) { piece in text.withLock { $0 += piece } }
        return text.withLock { $0 }
    }
}
