package import Domain
import Foundation

extension Kith {
    package var samples: Samples { Samples(kith: self) }
}

/// Made-up contacts, to try Kith with.
package struct Samples: Sendable {
    package static let limits = 1...1_000_000
    /// Their import tag: who has seen enough finds all of them by it, to delete them.
    package static let tag = "sample"

    let kith: Kith

    /// Takes so many in, as any file comes in. Throws as imports do.
    package func take(_ count: Int, by caller: Caller) async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "kith-samples-\(UUID().uuidString).csv")
        defer { try? FileManager.default.removeItem(at: file) }
        var samples = SampleContacts(now: kith.now())
        try samples.csv(count: count).write(to: file, options: .withoutOverwriting)
        let options = ImportOptions(path: file.path, kind: .members, createsProperties: true, tag: Self.tag)
        _ = try await kith.imports.run(options, by: caller)
    }
}
