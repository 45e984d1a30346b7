import Domain
import Kith
import TestSupport
import Testing

@Suite("Kept answers")
struct KeptAnswerTests {
    @Test(
        "C15: an answer that is ready only after its contact was deleted is not kept",
        arguments: TestEngine.allCases
    )
    func late(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let ann = try await stage.create(["name": "Ann"]).contact.id
            let claim = try await Self.edit(ann, 1, stage)
            try await stage.kith.contacts.delete(ann, by: stage.caller)
            try await Self.keep(about: ann, of: claim, stage)
            let kept = try #require(try await stage.kith.answers.find(claim))
            #expect(kept.state == .forgotten && kept.body == nil && kept.headers == nil)
        }
    }

    @Test(
        "U17 C15: an answer about a contact that was merged meanwhile is kept as long as the primary is there",
        arguments: TestEngine.allCases
    )
    func merged(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let ann = try await stage.create(["name": "Ann"]).contact
            let bob = try await stage.create(["name": "Bob"]).contact
            let claims = [try await Self.edit(bob.id, 1, stage), try await Self.edit(bob.id, 2, stage)]
            try await stage.merge([bob], into: ann)
            try await Self.keep(about: bob.id, of: claims[0], stage)
            #expect(try await stage.kith.answers.find(claims[0])?.state == .kept)
            try await stage.kith.contacts.delete(ann.id, by: stage.caller)
            try await Self.keep(about: bob.id, of: claims[1], stage)
            for claim in claims {
                #expect(try await stage.kith.answers.find(claim)?.state == .forgotten)
            }
        }
    }

    @Test("C15: an answer that is kept while its contact is being deleted goes, too", arguments: TestEngine.allCases)
    func racing(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            for number in 1...30 {
                let ann = try await stage.create(["name": "Ann"]).contact.id
                let claim = try await Self.edit(ann, UInt8(number), stage)
                async let deleted: Void = stage.kith.contacts.delete(ann, by: stage.caller)
                async let kept: Void = Self.keep(about: ann, of: claim, stage)
                _ = try await (deleted, kept)
                #expect(try await stage.kith.answers.find(claim)?.body == nil)
            }
        }
    }

    /// Edits a contact by a request with a key, whose answer is not made yet.
    private static func edit(_ contact: ContactID, _ key: UInt8, _ stage: Stage) async throws -> Claim {
        let claim = Claim(of: stage.caller, keyHash: [key], requestHash: [key])
        try await Claim.$current.withValue(claim) {
            _ = try await stage.edit(contact, ["title": .string("Title \(key)")])
        }
        return claim
    }

    private static func keep(about contact: ContactID, of claim: Claim, _ stage: Stage) async throws {
        try await stage.kith.answers.keep(
            status: 200,
            headers: ["ETag": "\"1\""],
            body: Array("Ann".utf8),
            about: contact,
            of: claim
        )
    }
}
