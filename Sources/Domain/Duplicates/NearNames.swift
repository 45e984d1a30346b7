/// Names of people of one company that are the same but for order, case, signs, or one letter.
package struct NearNames {
    /// Names that are compared with each other; of a company with more of them, the rest is left out.
    package static let most = 20_000
    /// Shorter names differ by a letter without being one.
    private static let shortestWithSlip = 5

    private var keys: [(id: ContactID, key: String)] = []

    package init() {}

    package mutating func add(_ id: ContactID, name: String) {
        guard keys.count < Self.most else { return }
        let key = Self.key(of: name)
        if !key.isEmpty {
            keys.append((id, key))
        }
    }

    /// What is left of a name when order, case and signs are taken away.
    static func key(of name: String) -> String {
        name.folded().split { !$0.isLetter && !$0.isNumber }.sorted().joined(separator: " ")
    }

    /// The pairs, each once.
    package var pairs: Set<DuplicatePair> {
        // Two words with one slip between them have a form in common once each has lost one letter at most.
        var seen: [String: [Int]] = [:]
        var pairs: Set<DuplicatePair> = []
        for (index, entry) in keys.enumerated() {
            for form in Self.forms(of: entry.key) {
                for other in seen[form, default: []] where areNear(entry.key, keys[other].key) {
                    pairs.insert(DuplicatePair(entry.id, keys[other].id, evidence: .name))
                }
                seen[form, default: []].append(index)
            }
        }
        return pairs
    }

    private func areNear(_ one: String, _ other: String) -> Bool {
        one == other || editDistance(one, other, atMost: 1) <= 1
    }

    private static func forms(of key: String) -> Set<String> {
        guard key.count >= shortestWithSlip else { return [key] }
        var forms: Set<String> = [key]
        for index in key.indices {
            var form = key
            form.remove(at: index)
            forms.insert(form)
        }
        return forms
    }
}
