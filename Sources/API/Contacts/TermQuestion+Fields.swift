import Domain
import Kith

extension Fields {
    /// The most bytes of a body in which terms may stand.
    package static let mostBytesWithTerms = PastedTerms.mostBytes + 1 << 20

    /// Reads many terms: `text` as somebody pasted it, or a `list` of them.
    func terms(_ name: String = "terms") throws -> TermQuestion? {
        try object(name) { fields in
            let key = fields.optionalText("key")
            let match = fields.choice("match", of: TermMatch.self) ?? .exact
            let isSeparate = fields.optionalBoolean("separate")
            let text = fields.optional("text", "text") { $0.string }
            let list = fields.optionalArray("list", of: "text", atMost: PastedTerms.most) { $0.string }
            if text != nil, list != nil { fields.refuse("list", "give text or list, not both") }
            if list != nil, isSeparate != nil { fields.refuse("separate", "the terms of a list are separate already") }
            guard fields.problems.places.isEmpty else { throw UnreadableField() }
            do throws(TermsError) {
                let terms =
                    if let list {
                        try PastedTerms(list)
                    } else if isSeparate ?? true {
                        try PastedTerms(keywords: text ?? "")
                    } else {
                        try PastedTerms(phrase: text ?? "")
                    }
                return TermQuestion(terms, key: key, match: match)
            } catch {
                fields.refuse(list == nil ? "text" : "list", error.explanation)
                throw UnreadableField()
            }
        }
    }
}
