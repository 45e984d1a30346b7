import Domain
import Kith
import TestSupport
import Testing

@Suite("Uploaded pictures of merged contacts")
struct AvatarMergingTests {
    private static let red = PNGFile.plain(0xFF00_00FF)
    private static let blue = PNGFile.plain(0x0000_FFFF)

    @Test("U16: the primary's picture stands, and the other's is gone", arguments: TestEngine.allCases)
    func both(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let ann = try await stage.create(["name": "Ann"]).contact
            let bob = try await stage.create(["name": "Bob"]).contact
            let picture = try await stage.put(Self.red, of: ann).avatar
            try await stage.put(Self.blue, of: bob)
            let merged = try await stage.merge([bob], into: ann)
            #expect(merged.avatar == picture)
            #expect(try await stage.pictures() == [ann.id: picture])
            #expect(try await stage.kith.avatars.find(of: bob.id, by: stage.caller).version == picture)
        }
    }

    @Test("U16: where the primary has none, the first of the others fills it", arguments: TestEngine.allCases)
    func filled(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            var people: [Contact] = []
            for name in ["Ann", "Bob", "Cy", "Dan"] {
                people.append(try await stage.create(["name": .string(name)]).contact)
            }
            let picture = try await stage.put(Self.red, of: people[2]).avatar
            try await stage.put(Self.blue, of: people[3])
            let preview = try await stage.kith.contacts.previewMerge(
                of: people.dropFirst().map(\.id),
                into: people[0].id,
                by: stage.caller
            )
            #expect(preview.merge.result.avatar == picture)
            let merged = try await stage.merge(Array(people.dropFirst()), into: people[0])
            #expect(merged.avatar == picture)
            #expect(try await stage.pictures() == [people[0].id: picture])
            #expect(try await stage.kith.consistency.problems() == [])
            // Later merges and deletions find it where it is.
            let eve = try await stage.create(["name": "Eve"]).contact
            #expect(try await stage.merge([merged], into: eve).avatar == picture)
            #expect(try await stage.pictures() == [eve.id: picture])
            #expect(try await stage.kith.avatars.find(of: people[2].id, by: stage.caller).version == picture)
            try await stage.kith.contacts.delete(people[2].id, by: stage.caller)
            #expect(try await stage.pictures() == [:])
        }
    }

    @Test("U16: two who have the same picture have it as one", arguments: TestEngine.allCases)
    func same(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let ann = try await stage.create(["name": "Ann"]).contact
            let bob = try await stage.create(["name": "Bob"]).contact
            let picture = try await stage.put(Self.red, of: ann).avatar
            try await stage.put(Self.red, of: bob)
            #expect(try await stage.merge([bob], into: ann).avatar == picture)
            #expect(try await stage.pictures() == [ann.id: picture])
        }
    }

    @Test("U16: a picture elsewhere that stands lets the uploaded one go", arguments: TestEngine.allCases)
    func elsewhere(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let ann = try await stage.create(["name": "Ann", "avatarUrl": "https://example.com/a.png"]).contact
            let bob = try await stage.create(["name": "Bob"]).contact
            try await stage.put(Self.red, of: bob)
            let merged = try await stage.merge([bob], into: ann)
            #expect(merged.profile["avatarUrl"] == .text("https://example.com/a.png"))
            #expect(try await stage.pictures() == [:])
        }
    }

    @Test("C2: a lead that becomes part of a member brings its picture", arguments: TestEngine.allCases)
    func unified(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let lead = try await stage.create(["name": "Ann", "email": "a@example.com"]).contact
            let picture = try await stage.put(Self.red, of: lead).avatar
            let member = try await stage.create(["name": "Ann B."], memberID: "m1").contact
            try await stage.members("memberId,email\nm1,a@example.com\n")
            #expect(try await stage.contacts().map(\.id) == [member.id])
            #expect(try await stage.contact(member.id).avatar == picture)
            #expect(try await stage.pictures() == [member.id: picture])
            #expect(try await stage.kith.consistency.problems() == [])
        }
    }
}
