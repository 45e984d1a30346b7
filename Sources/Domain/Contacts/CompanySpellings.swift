/// The spellings of one company that contacts have.
package struct CompanySpellings: Hashable, Sendable {
    package struct Spelling: Hashable, Sendable {
        package let text: String
        /// How many contacts have it.
        package let count: Int
    }

    /// The most frequent first.
    package let spellings: [Spelling]

    package var count: Int { spellings.reduce(0) { $0 + $1.count } }

    /// Words of law that say nothing of which company it is.
    private static let forms: Set<String> = [
        "inc", "incorporated", "corp", "corporation", "co", "company", "ltd", "limited", "llc", "llp", "plc", "gmbh",
        "ag", "kg", "sa", "sarl", "srl", "spa", "bv", "nv", "oy", "ab", "as", "pty", "kk", "주식회사", "주", "株式会社",
        "有限会社", "有限公司",
    ]

    /// Finds companies with more than one spelling, those of the most contacts first.
    package static func all(in companies: [(text: String, count: Int)], most: Int) -> [CompanySpellings] {
        var groups: [String: [Spelling]] = [:]
        for company in companies {
            groups[key(of: company.text), default: []].append(Spelling(text: company.text, count: company.count))
        }
        let several = groups.values.filter { $0.count > 1 }.map { group in
            CompanySpellings(spellings: group.sorted { ($1.count, $0.text) < ($0.count, $1.text) })
        }
        return Array(several.sorted { ($1.count, $0.first) < ($0.count, $1.first) }.prefix(most))
    }

    private var first: String { spellings.first?.text ?? "" }

    /// What is left of a company's name when case, signs and words of law are taken away.
    static func key(of company: String) -> String {
        let words = company.folded().split { !$0.isLetter && !$0.isNumber }.map(String.init)
        let kept = words.filter { !forms.contains($0) }
        return (kept.isEmpty ? words : kept).joined()
    }
}
