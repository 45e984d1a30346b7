import Database
import Domain
import Kith
import Stores
import TestSupport
import Testing

@Suite("Uploaded pictures")
struct AvatarsTests {
    private static let red = PNGFile.plain(0xFF00_00FF)
    private static let blue = PNGFile.plain(0x0000_FFFF)

    @Test("U4: an uploaded picture is a new value of the contact, told on its timeline", arguments: TestEngine.allCases)
    func put(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let ann = try await stage.create(["name": "Ann"]).contact
            let edited = try await stage.put(Self.red, of: ann)
            let version = try #require(edited.avatar)
            #expect(edited.profile["avatarUrl"] == .text("/contacts/\(ann.id)/avatar?v=\(version)"))
            #expect(edited.version == 2)
            #expect(try await stage.contact(ann.id) == edited)
            let found = try await stage.kith.avatars.find(of: ann.id, by: stage.caller)
            #expect(found.version == version && found.contentType == "image/webp")
            #expect(found.bytes.starts(with: Array("RIFF".utf8)))
            let event = try #require(try await stage.events(of: ann.id).first)
            #expect(event.kind == .changed && event.actor == stage.caller.actor)
            #expect(event.data["changes"]?.array?.first?["key"] == "profile.avatarUrl")
            #expect(try await stage.changes().last?.what == Changed(contacts: [ann.id]))

            // The same picture again leaves no trace.
            let before = try await stage.dump()
            #expect(try await stage.put(Self.red, of: ann) == edited)
            #expect(try await stage.dump() == before)

            let other = try await stage.put(Self.blue, of: ann)
            #expect(other.version == 3 && other.avatar != version)
            #expect(try await stage.pictures() == [ann.id: other.avatar])
            #expect(try await stage.kith.consistency.problems() == [])
        }
    }

    @Test("U4: a picture goes when it is removed, or when something else stands there", arguments: TestEngine.allCases)
    func gone(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let ann = try await stage.create(["name": "Ann", "email": "a@example.com"], memberID: "m1").contact
            let elsewhere = "https://example.com/a.png"
            let ways: [@Sendable () async throws -> Void] = [
                { _ = try await stage.kith.avatars.remove(of: ann.id, by: stage.caller) },
                { try await stage.edit(ann.id, ["avatarUrl": .null]) },
                { try await stage.edit(ann.id, ["avatarUrl": .string(elsewhere)]) },
                { try await stage.members("memberId,avatarUrl\nm1,\(elsewhere)\n") },
                {
                    let change = BulkChange.edit(ContactInput(profile: ["avatarUrl": .null]))
                    let choice = ContactChoice.named([ann.id])
                    _ = try await stage.finished(stage.kith.bulkChanges.start(change, on: choice, by: stage.caller))
                },
                // An address that nobody gave it leads nowhere, and does not keep what was there.
                { try await stage.edit(ann.id, ["avatarUrl": .string(Self.madeUp(ann.id))]) },
            ]
            for way in ways {
                try await stage.put(Self.red, of: ann)
                #expect(try await stage.pictures().count == 1)
                try await way()
                #expect(try await stage.pictures() == [:])
                await #expect(throws: AvatarError.none) {
                    try await stage.kith.avatars.find(of: ann.id, by: stage.caller)
                }
            }
            #expect(try await stage.kith.consistency.problems() == [])
            // A picture elsewhere is a value like any other.
            try await stage.edit(ann.id, ["avatarUrl": .string(elsewhere)])
            let before = try await stage.dump()
            let left = try await stage.kith.avatars.remove(of: ann.id, by: stage.caller)
            #expect(left.contact.profile["avatarUrl"] == .text(elsewhere))
            #expect(try await stage.dump() == before)
        }
    }

    @Test("a picture that is taken for one's own after its address was typed is kept", arguments: TestEngine.allCases)
    func typedBefore(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let ann = try await stage.create(["name": "Ann"]).contact
            let address = try #require(try await stage.put(Self.red, of: ann).profile["avatarUrl"])
            _ = try await stage.kith.avatars.remove(of: ann.id, by: stage.caller)
            try await stage.edit(ann.id, ["avatarUrl": address.json])
            #expect(try await stage.pictures() == [:])
            let again = try await stage.put(Self.red, of: ann)
            #expect(again.profile["avatarUrl"] == address)
            #expect(try await stage.pictures() == [ann.id: again.avatar])
        }
    }

    @Test("U4: what is no picture changes nothing", arguments: TestEngine.allCases)
    func refused(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let ann = try await stage.create(["name": "Ann"]).contact
            try await stage.put(Self.red, of: ann)
            let before = try await stage.dump()
            let refused: [([UInt8], PictureProblem)] = [
                (Array("nothing".utf8), .unknownFormat), (Array(SamplePicture.jpeg.bytes.prefix(200)), .damaged),
                (PNGFile(claiming: 50_000, by: 50_000).bytes, .tooManyPixels),
                (Self.red + [UInt8](repeating: 0, count: 5 << 20), .tooManyBytes),
            ]
            for (file, problem) in refused {
                await #expect(throws: problem) { try await stage.put(file, of: ann) }
            }
            await #expect(throws: ContactError.changed(version: 2)) {
                try await stage.kith.avatars.put(Self.blue, of: ann.id, version: 1, by: stage.caller)
            }
            await #expect(throws: ContactError.changed(version: 2)) {
                try await stage.kith.avatars.remove(of: ann.id, version: 1, by: stage.caller)
            }
            #expect(try await stage.dump() == before)
        }
    }

    @Test(
        "C15: pictures need the permissions of contacts, and are their organization's",
        arguments: TestEngine.allCases
    )
    func permissions(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let ann = try await stage.create(["name": "Ann"]).contact
            try await stage.put(Self.red, of: ann)
            let avatars = stage.kith.avatars
            let (reader, editor) = (try await stage.manager([.seeContacts]), try await stage.manager([.editContacts]))
            _ = try await avatars.find(of: ann.id, by: reader)
            await #expect(throws: PermissionError.missing(.seeContacts)) {
                try await avatars.find(of: ann.id, by: editor)
            }
            await #expect(throws: PermissionError.missing(.editContacts)) {
                try await avatars.put(Self.blue, of: ann.id, by: reader)
            }
            await #expect(throws: PermissionError.missing(.editContacts)) {
                try await avatars.remove(of: ann.id, by: reader)
            }
            _ = try await avatars.put(Self.blue, of: ann.id, by: editor)
            let stranger = try await Stage.organization("other", in: stage.kith)
            let before = try await stage.dump()
            await #expect(throws: ContactError.unknown) { try await avatars.find(of: ann.id, by: stranger) }
            await #expect(throws: ContactError.unknown) { try await avatars.put(Self.red, of: ann.id, by: stranger) }
            await #expect(throws: ContactError.unknown) { try await avatars.remove(of: ann.id, by: stranger) }
            #expect(try await stage.dump() == before)
        }
    }

    @Test(
        "C10: while its property is archived a picture is not shown, and it is there afterwards",
        arguments: TestEngine.allCases
    )
    func archived(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let (avatars, caller) = (stage.kith.avatars, stage.caller)
            let ann = try await stage.create(["name": "Ann"]).contact
            let bob = try await stage.create(["name": "Bob"]).contact
            let version = try await stage.put(Self.red, of: ann).avatar
            _ = try await stage.kith.properties.archive("avatarUrl", by: caller)
            #expect(try await stage.contact(ann.id).avatar == nil)
            await #expect(throws: AvatarError.none) { try await avatars.find(of: ann.id, by: caller) }
            await #expect(throws: ContactError.archivedProperty(key: "avatarUrl")) {
                try await avatars.put(Self.blue, of: ann.id, by: caller)
            }
            // Whatever happens meanwhile, it stays with the person.
            try await stage.edit(ann.id, ["name": "Anna"])
            try await stage.merge([ann], into: bob)
            _ = try await stage.kith.properties.restore("avatarUrl", by: caller)
            #expect(try await stage.contact(bob.id).avatar == version)
            #expect(try await avatars.find(of: ann.id, by: caller).version == version)
            #expect(try await stage.kith.consistency.problems() == [])
        }
    }

    private static func madeUp(_ contact: ContactID) -> String {
        "/contacts/\(contact)/avatar?v=\(String(repeating: "0", count: 32))"
    }
}

extension Stage {
    @discardableResult
    func put(_ file: [UInt8], of contact: Contact) async throws -> Contact {
        try await kith.avatars.put(file, of: contact.id, by: caller).contact
    }

    /// The pictures that are kept, by their contacts.
    func pictures() async throws -> [ContactID: AvatarVersion] {
        try await kith.read { connection in
            var pictures: [ContactID: AvatarVersion] = [:]
            try connection.forEach("SELECT contact_id, version FROM avatars") { row in
                pictures[ContactID(rawValue: try row.integer(0))] = AvatarVersion(try row.text(1))
            }
            return pictures
        }
    }
}
