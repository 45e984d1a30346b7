/// An e-mail address that could be delivered to, by rules that real addresses keep.
///
/// International names and domains are taken as they are; quoted local parts and address literals are not.
package struct EmailAddress: Sendable, Hashable {
    /// The address as typed, without white space around it.
    package let text: String
    /// The address as it is compared for identity: folded, so that case does not make two people of one.
    package let key: String

    /// Bytes of UTF-8, as SMTP counts (RFC 5321, 4.5.3.1; RFC 3696, erratum 1690).
    private static let mostBytesBeforeAt = 64
    private static let mostBytes = 254
    private static let mostInLabel = 63

    package init(_ text: String) throws(EmailProblem) {
        if Self.isPlain(text) {
            self.text = text
        } else {
            self.text = Self.trimmed(text)
            try Self.check(self.text)
        }
        key = self.text.folded()
    }

    /// Finds what is wrong with an address, sign by sign.
    static func check(_ text: String) throws(EmailProblem) {
        if text.isEmpty { throw .empty }
        if text.hasSuffix(">"), text.contains("<") { throw .nameAround }
        let ats = text.utf8.count { $0 == UInt8(ascii: "@") }
        if ats > 1 { throw .manyAts }
        for scalar in text.unicodeScalars {
            if scalar.isSpace { throw .space }
            if isInvisible(scalar) { throw .invisible }
        }
        guard let at = text.firstIndex(of: "@") else {
            // The one @ there is bears an accent, and is another sign with it.
            throw text.first { $0.utf8.contains(UInt8(ascii: "@")) }.map { .badSign($0) } ?? .noAt
        }
        let local = text[..<at]
        let domain = text[text.index(after: at)...]
        if local.isEmpty { throw .nothingBeforeAt }
        if domain.isEmpty { throw .noDomain }
        if let sign = local.first(where: { "()<>[],;:\\\"".contains($0) }) { throw .badSign(sign) }
        if local.utf8.count > mostBytesBeforeAt { throw .tooLongBeforeAt }
        try check(domain: domain)
        if text.utf8.count > mostBytes { throw .tooLong }
    }

    private static func check(domain: Substring) throws(EmailProblem) {
        if let sign = domain.first(where: { !isDomainSign($0) }) { throw .badDomainSign(sign) }
        let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
        if labels.contains(where: \.isEmpty) { throw .strayDot }
        for label in labels
        where label.hasPrefix("-") || label.hasSuffix("-") || label.unicodeScalars.count > mostInLabel {
            throw .badDomain(String(domain))
        }
        guard labels.count > 1, let ending = labels.last, ending.contains(where: { !$0.isNumber }) else {
            throw .noEnding(String(domain))
        }
    }

    private static func isDomainSign(_ sign: Character) -> Bool {
        if let byte = sign.asciiValue {
            return sign == "." || sign == "-" || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
                || (byte >= 0x30 && byte <= 0x39)
        }
        return sign.unicodeScalars.allSatisfy { scalar in
            scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal
                || [.nonspacingMark, .spacingMark].contains(scalar.properties.generalCategory)
        }
    }

    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.isControl }
        return switch scalar.properties.generalCategory {
        case .control, .format, .unassigned, .privateUse, .surrogate: true
        default: false
        }
    }

    /// Takes off white space, and the invisible marks that come along when an address is copied from a page.
    private static func trimmed(_ text: String) -> String {
        func isEdge(_ scalar: Unicode.Scalar) -> Bool {
            scalar.isSpace || !scalar.isASCII && scalar.properties.generalCategory == .format
        }
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { !isEdge($0) }),
            let last = scalars.lastIndex(where: { !isEdge($0) })
        else { return "" }
        return String(scalars[first...last])
    }
}
