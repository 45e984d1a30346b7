/// The digits of a phone number, freed of how people write it.
enum PhoneSpelling: Equatable {
    /// ASCII digits, after a plus if one was written.
    case digits(String)
    case refused(PhoneProblem)

    /// No country's numbers are longer, with code, prefixes and all; more are refused before anybody reads them.
    private static let mostDigits = 25

    /// Takes digits of any script, and drops spaces, dashes, dots, slashes, brackets and invisible marks.
    init(_ text: String) {
        let scalars = text.unicodeScalars
        var digits = ""
        var index = scalars.startIndex
        Self.skipScheme(scalars, &index)
        while index < scalars.endIndex {
            let scalar = scalars[index]
            if let digit = Self.digit(scalar) {
                digits.unicodeScalars.append(digit)
            } else if Self.isPlus(scalar), digits.isEmpty {
                digits = "+"
            } else if !Self.isPunctuation(scalar) {
                self = .refused(Self.problem(with: text, at: index, after: digits))
                return
            }
            index = scalars.index(after: index)
        }
        let count = digits.utf8.count
        if count == 0 || digits == "+" {
            self = .refused(.empty)
        } else if count > Self.mostDigits {
            self = .refused(.tooLong)
        } else {
            self = .digits(digits)
        }
    }

    private static func digit(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        if scalar.isASCII { return ("0"..."9").contains(scalar) ? scalar : nil }
        guard scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue else { return nil }
        return Unicode.Scalar(UInt8(ascii: "0") + UInt8(value))
    }

    private static func isPlus(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "+" || scalar == "\u{FF0B}"
    }

    private static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case " ", "-", ".", "(", ")", "/", "[", "]", "~", "\t", "\n", "\r": return true
        case "\u{2053}", "\u{223C}", "\u{2212}", "\u{30FC}", "\u{30FB}", "\u{FF5E}", "\u{B7}": return true
        case "\u{FF08}", "\u{FF09}", "\u{FF0D}"..."\u{FF0F}", "\u{FF3B}", "\u{FF3D}": return true
        default: break
        }
        if scalar.isASCII { return false }
        switch scalar.properties.generalCategory {
        // Format marks come along when a number is copied from a phone or a page that runs from right to left.
        case .spaceSeparator, .lineSeparator, .paragraphSeparator, .dashPunctuation, .format: return true
        default: return false
        }
    }

    /// Passes over `tel:`, as links begin.
    private static func skipScheme(_ scalars: String.UnicodeScalarView, _ index: inout String.Index) {
        if scalars.count > 4, String(scalars.prefix(4)).lowercased() == "tel:" {
            index = scalars.index(index, offsetBy: 4)
        }
    }

    /// Says what the first sign that does not belong makes of the text.
    private static func problem(with text: String, at index: String.Index, after digits: String) -> PhoneProblem {
        let rest = text[index...].lowercased()
        if digits.utf8.count >= 3, rest.wholeMatch(of: extensionMark) != nil { return .extension }
        if rest.hasPrefix("e") || rest.hasPrefix(","), text.wholeMatch(of: scientific) != nil {
            return .shortenedBySpreadsheet
        }
        return .letters(text[index...].first ?? "?")
    }

    private static var extensionMark: Regex<Substring> {
        /(?:;?ext(?:n|ension)?\.?|x+|#|,+|;|int\.?|anexo|доб\.?|내선|内線)[\s.:=#]*\d{1,7}#?(?:번)?\s*/
    }

    private static var scientific: Regex<Substring> {
        /\s*\+?\d+(?:[.,]\d+)?[eE]\+?\d+\s*/
    }
}
