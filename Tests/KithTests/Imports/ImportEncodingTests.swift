import Domain
import Formats
import Foundation
import Kith
import TestSupport
import Testing

@Suite("K3: files in other encodings are imported as they were written")
struct ImportEncodingTests {
    /// In CP949: a header, 이서연 with a phone, and 박도윤 with what cannot be one.
    private static let korean: [UInt8] =
        Array("memberId,name,mobileNumber\n1,".utf8) + [192, 204, 188, 173, 191, 172] + Array(",010-1234-5678\n2,".utf8)
        + [185, 218, 181, 181, 192, 177] + Array(",12\n".utf8)

    @Test("Korean of Windows is recognized; refused rows come out in UTF-8", arguments: TestEngine.allCases)
    func recognized(kind: TestEngine) async throws {
        try await Stage.with(kind) { stage in
            let path = stage.path("korean.csv")
            try Data(Self.korean).write(to: URL(filePath: path))
            var options = ImportOptions(path: path, kind: .members, refusedPath: stage.path("refused.csv"))
            let result = try await stage.kith.imports.run(options, by: stage.caller)
            #expect(result.encoding == .korean && result.counts.created == 1 && result.counts.refused == 1)
            #expect(try await stage.contacts().map(\.shownName.description) == ["이서연"])
            #expect(try stage.text("refused.csv").contains("박도윤"))
            // Said to be something else it is read as that.
            options.encoding = .western
            options.isDryRun = true
            #expect(try await stage.kith.imports.run(options, by: stage.caller).counts.updated == 1)
            options.encoding = .utf8
            await #expect(throws: CSVError.notUTF8(line: 2, column: 2, name: "name")) {
                try await stage.kith.imports.run(options, by: stage.caller)
            }
        }
    }
}
