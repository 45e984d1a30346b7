/// What was typed into the search box: every word must be found somewhere in the contact, as a substring.
package struct Search: Hashable, Sendable {
    package struct Word: Hashable, Sendable {
        /// Folded.
        package let text: String
        /// Other spellings of the word in which it is looked for, where it may be a part of a phone number.
        package let digits: [String]

        init(_ word: some StringProtocol) {
            text = String(word).folded()
            digits = Self.digits(of: word)
        }

        /// The texts of which one must be found.
        package var spellings: [String] { [text] + digits }

        /// Digits as E.164 has them: without signs, and without the zeros that only dialling needs.
        private static func digits(of word: some StringProtocol) -> [String] {
            guard word.unicodeScalars.allSatisfy({ ("0"..."9").contains($0) || "+-.()/".unicodeScalars.contains($0) })
            else { return [] }
            let digits = String(word.filter(\.isNumber))
            let significant = String(digits.drop { $0 == "0" })
            return Set([digits, significant]).filter { $0.count >= 2 && $0 != word }.sorted()
        }
    }

    package let words: [Word]

    /// The most words that are looked for; what follows is ignored.
    package static let wordsLimit = 32

    package init(_ text: String) {
        words = text.split(whereSeparator: \.isWhitespace).prefix(Self.wordsLimit).map { Word($0) }
    }

    package var isEmpty: Bool { words.isEmpty }

    /// Whether a contact matches: the plain reference that faster evaluators are held against.
    package func matches(_ contact: Contact, in catalogue: Catalogue) -> Bool {
        let text = contact.searchText
        return words.allSatisfy { word in
            word.spellings.contains { text.utf8.contains($0.utf8) }
                || !catalogue.tags(found: word).isDisjoint(with: contact.tags)
        }
    }
}

extension Catalogue {
    /// The tags in whose names a word is found.
    package func tags(found word: Search.Word) -> Set<TagID> {
        Set(tags.values.filter { $0.name.folded.utf8.contains(word.text.utf8) }.map(\.id))
    }
}

extension Contact {
    /// Everything in a contact that search looks at, folded, a line each: member id, and all values of its properties
    /// but booleans, times and the address of a picture. Words hold no white space, so none is found across lines.
    package var searchText: String {
        var text = ""
        func append(_ line: String) {
            if !text.isEmpty { text += "\n" }
            text += line
        }
        if let memberID { append(memberID.text.folded()) }
        for (key, value) in profile where PropertyKey.profile(key).isSearched {
            switch value {
            case .text(let text): append(text.folded())
            case .list(let texts):
                for text in texts { append(text.folded()) }
            case .number, .numbers, .date: append(value.text)
            case .boolean, .datetime: break
            }
        }
        return text
    }
}

extension PropertyKey {
    /// Whether search looks at it. Addresses of pictures have words in common that say nothing of anybody.
    package var isSearched: Bool {
        switch self {
        case .profile(let name): name != ProfileKey.avatarURL
        case .builtIn(let key): key == .memberId
        }
    }
}
