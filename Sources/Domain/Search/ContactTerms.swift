/// Where many terms are looked for.
package enum TermPlace: Hashable, Sendable {
    /// Member id, e-mail, phone in any spelling, and the contact's own id.
    case identities
    case key(PropertyKey)

    /// The keys that are looked at.
    package var keys: [PropertyKey] {
        switch self {
        case .identities:
            [.builtIn(.id), .builtIn(.memberId), .profile(ProfileKey.email), .profile(ProfileKey.mobileNumber)]
        case .key(let key): [key]
        }
    }
}

/// How a term must be found.
package enum TermMatch: String, CaseIterable, Hashable, Sendable {
    /// As the whole value, or a whole element of a list.
    case exact
    case contained
}

/// Many terms, of which one must lead to a contact.
package struct ContactTerms: Hashable, Sendable {
    package struct Term: Hashable, Sendable {
        package let text: String
        package let folded: String
        /// As a phone has it, if it may be one: exactly, each whole number in E.164 that it may be; contained, its digits
        /// without the zeros that only dialling needs.
        package let phones: [String]
        /// The contact whose id it is.
        package let id: ContactID?
    }

    package let terms: [Term]
    package let place: TermPlace
    package let match: TermMatch

    /// `phone` reads a number in E.164, in any spelling of the organization's country; nil where it is none.
    package init(
        _ texts: [String],
        in place: TermPlace,
        _ match: TermMatch = .exact,
        phone: (String) -> String? = { _ in nil }
    ) {
        self.place = place
        self.match = match
        let keys = place.keys
        let hasPhones = keys.contains(.profile(ProfileKey.mobileNumber))
        let hasIDs = keys.contains(.builtIn(.id))
        // Where case is compared, two terms that differ in it are two.
        let areFolded = match == .contained || !keys.contains { $0.isExact }
        var seen: Set<ExactText> = []
        seen.reserveCapacity(texts.count)
        terms = texts.compactMap { text in
            let folded = text.folded()
            guard !folded.isEmpty, seen.insert(ExactText(areFolded ? folded : text)).inserted else { return nil }
            let phones = hasPhones ? Self.phones(text, match, phone) : []
            return Term(text: text, folded: folded, phones: phones, id: hasIDs ? ContactID(text) : nil)
        }
    }

    /// No number of fewer digits is one.
    private static let fewestDigits = 5

    private static func phones(_ text: String, _ match: TermMatch, _ phone: (String) -> String?) -> [String] {
        switch match {
        case .exact:
            guard text.unicodeScalars.contains(where: \.properties.isDecimal) else { return [] }
            // Digits alone, as programs keep them, have their country's code but no sign of it.
            let digits = digits(of: text).flatMap { $0.utf8.count >= fewestDigits ? "+" + $0 : nil }
            return Set([phone(text), digits].compactMap(\.self)).sorted()
        case .contained:
            guard let significant = digits(of: text).map({ String($0.drop { $0 == "0" }) }) else { return [] }
            return significant.utf8.count >= 2 && significant != text ? [significant] : []
        }
    }

    /// The digits of what is written with the signs of phone numbers alone.
    private static func digits(of text: String) -> String? {
        guard text.utf8.allSatisfy({ asciiDigits.contains($0) || signs.contains($0) }) else { return nil }
        return String(decoding: text.utf8.filter(asciiDigits.contains), as: UTF8.self)
    }

    private static let asciiDigits = UInt8(ascii: "0")...UInt8(ascii: "9")
    private static let signs = Set("+-.()/ ".utf8)
}

extension Unicode.Scalar.Properties {
    fileprivate var isDecimal: Bool { numericType == .decimal }
}

extension ContactTerms {
    /// Whether a term leads to a contact: the plain reference that faster ways are held against.
    package func finds(_ term: Term, _ contact: Contact) -> Bool {
        place.keys.contains { finds(term, under: $0, contact) }
    }

    private func finds(_ term: Term, under key: PropertyKey, _ contact: Contact) -> Bool {
        guard key != .builtIn(.id) else { return term.id == contact.id }
        let texts = contact[key]?.soughtTexts(under: key) ?? []
        if texts.contains(where: { isFound(term, in: $0, isExact: key.isExact) }) { return true }
        guard key == .profile(ProfileKey.mobileNumber) else { return false }
        return term.phones.contains { phone in
            texts.contains { match == .exact ? $0.hasSameBytes(as: phone) : $0.utf8.contains(phone.utf8) }
        }
    }

    private func isFound(_ term: Term, in text: String, isExact: Bool) -> Bool {
        switch match {
        case .exact where isExact: text.hasSameBytes(as: term.text)
        case .exact: text.folded().hasSameBytes(as: term.folded)
        // Folded also where the key is exact: whoever looks for a part does not know the letters.
        case .contained: text.folded().utf8.contains(term.folded.utf8)
        }
    }
}

extension Value {
    /// What terms are compared with.
    fileprivate func soughtTexts(under key: PropertyKey) -> [String] {
        switch self {
        case .text(let text): [text]
        case .list(let texts): texts
        case .number, .numbers, .date: if case .profile = key { [text] } else { [] }
        case .boolean, .datetime: []
        }
    }
}
