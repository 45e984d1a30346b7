import Domain
import Foundation
import HTTPTypes
import Kith
import TestSupport
import Testing

@Suite("Pictures of contacts, by the API")
struct AvatarsAPITests {
    @Test("U4 K6: a picture is uploaded, read and removed", arguments: TestEngine.allCases)
    func life(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            let program = try await api.program()
            let contact = try await api.contact()
            let path = "/contacts/\(contact)/avatar"
            #expect(try await program.get(path).status == 404)
            let put = try await program.upload(path, SamplePicture.jpeg.bytes, ["If-Match": "\"1\""])
            #expect(put.status == 200 && put["version"] == 2 && put.headers[.eTag] == "\"2\"")
            let address = try #require(put["profile"]?["avatarUrl"]?.string)
            #expect(address.hasPrefix("/contacts/\(contact)/avatar?v="))

            let shown = try await program.get(path)
            #expect(shown.status == 200 && shown.headers[.contentType] == "image/webp")
            #expect(shown.header("X-Content-Type-Options") == "nosniff")
            #expect(shown.bytes == (try await api.kith.avatars.find(of: contact, by: api.console).bytes))
            let tag = try #require(shown.headers[.eTag])
            #expect(address.hasSuffix(tag.dropFirst().dropLast()))
            let again = try await program.get(path, ["If-None-Match": tag])
            #expect(again.status == 304 && again.bytes.isEmpty)

            #expect(try await program.upload(path, SamplePicture.webp.bytes, ["If-Match": "\"1\""]).status == 412)
            let removed = try await program.delete(path)
            #expect(removed.status == 200 && removed["profile"]?["avatarUrl"] == nil && removed["version"] == 3)
            #expect(try await program.get(path).status == 404)
            #expect(try await program.delete(path)["version"] == 3)
        }
    }

    @Test("U4: what cannot be a picture is refused in a sentence, whatever type it says to be")
    func refused() async throws {
        try await ServedAPI.run { api in
            let program = try await api.program()
            let path = "/contacts/\(try await api.contact())/avatar"
            let text = try await program.upload(path, Array("<svg/>".utf8), ["Content-Type": "image/png"])
            #expect(text.status == 422)
            #expect(text.detail == "this is no picture that Kith can read: send PNG, JPEG, WebP or GIF")
            let empty = try await program.upload(path, [])
            #expect(empty.status == 422)
            let bomb = try await program.upload(path, PNGFile(claiming: 50_000, by: 50_000).bytes)
            #expect(bomb.status == 422 && bomb.detail.contains("40 million pixels"))
            let large = try await program.upload(path, [UInt8](repeating: 0, count: 5 << 20 + 1))
            #expect(large.status == 413)
            // By its bytes it is one.
            let named = try await program.upload(path, SamplePicture.webp.bytes, ["Content-Type": "text/plain"])
            #expect(named.status == 200)
        }
    }

    @Test("K6: an upload that comes twice is one", arguments: TestEngine.allCases)
    func twice(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            let program = try await api.program()
            let path = "/contacts/\(try await api.contact())/avatar"
            let key = ["Idempotency-Key": "one"]
            let first = try await program.upload(path, SamplePicture.jpeg.bytes, key)
            _ = try await program.delete(path)
            let second = try await program.upload(path, SamplePicture.jpeg.bytes, key)
            #expect(second.text == first.text && second.header("Idempotency-Replayed") == "true")
            #expect(try await program.get(path).status == 404)
            #expect(try await program.upload(path, SamplePicture.webp.bytes, key).status == 422)
        }
    }

    @Test("U17: of the picture of a deleted person nothing remains in the database file or its log")
    func residue() async throws {
        try await withDatabase(.sqlite) { database in
            try await ServedAPI.run(on: database) { api in
                let program = try await api.program()
                let contact = try await api.contact()
                // Of many colours, so that it takes several pages of the file; and another one before it.
                var random = SplitMix64(seed: 4)
                let file = PNGFile(width: 256, height: 256) { _, _ in
                    UInt32.random(in: 0...(.max), using: &random) | 255
                }
                var marks: [Data] = []
                for picture in [SamplePicture.jpeg.bytes, file.bytes] {
                    _ = try await program.upload("/contacts/\(contact)/avatar", picture)
                    let bytes = try await api.kith.avatars.find(of: contact, by: api.console).bytes
                    marks += [bytes.count / 3, bytes.count / 2].map { Data(bytes[$0..<$0 + 24]) }
                }
                let folder = URL(filePath: database.location).deletingLastPathComponent()
                try await api.kith.shrinkLog()
                #expect(try Self.found(marks, in: folder) == Array(marks.suffix(2)))
                #expect(try await program.delete("/contacts/\(contact)").status == 204)
                try await api.kith.shrinkLog()
                #expect(try Self.found(marks, in: folder) == [])
            }
        }
    }

    private static func found(_ marks: [Data], in folder: URL) throws -> [Data] {
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        let contents = try files.map { try Data(contentsOf: $0) }
        return marks.filter { mark in contents.contains { $0.range(of: mark) != nil } }
    }
}
