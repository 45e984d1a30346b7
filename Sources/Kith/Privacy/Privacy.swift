package import Domain
import Stores

extension Kith {
    package var privacy: Privacy { Privacy(kith: self) }
}

/// Verbs about what people may ask of whoever keeps their data: not to keep it for ever, to see it, to be left alone.
package struct Privacy: Sendable {
    let kith: Kith

    /// How many contacts have said by which channels they do not want to be reached.
    package func optOuts(by caller: Caller) async throws -> [BuiltInKey: Int] {
        try caller.require(.managePrivacy)
        return try await kith.readContacts(by: caller) { reading in
            var counts: [BuiltInKey: Int] = [:]
            for key in BuiltInKey.optOuts {
                let isOut = Predicate.test(.builtIn(key), .isTrue)
                counts[key] = try reading.index.count(ContactSelection(predicate: isOut, catalogue: reading.catalogue))
            }
            return counts
        }
    }
}
