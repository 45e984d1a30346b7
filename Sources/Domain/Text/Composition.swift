import Foundation

extension String {
    /// Returns the text in NFC.
    ///
    /// Foundation's own mapping leaves two things undone, shown by the tests against Python's `unicodedata`: it does
    /// not reorder around the three Tibetan vowels that decompose into marks, and it does not compose a Hangul
    /// syllable with a final consonant that follows it as a jamo.
    package func composed() -> String {
        if utf8.allSatisfy({ $0 < 0x80 }) { return self }
        let ready = unicodeScalars.contains(where: Self.isTibetanPair) ? withTibetanPairsApart() : self
        return ready.precomposedStringWithCanonicalMapping.withHangulComposed()
    }

    private static func isTibetanPair(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value == 0xF73 || scalar.value == 0xF75 || scalar.value == 0xF81
    }

    private func withTibetanPairsApart() -> String {
        var apart = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            switch scalar {
            case "\u{F73}": apart.append(contentsOf: "\u{F71}\u{F72}".unicodeScalars)
            case "\u{F75}": apart.append(contentsOf: "\u{F71}\u{F74}".unicodeScalars)
            case "\u{F81}": apart.append(contentsOf: "\u{F71}\u{F80}".unicodeScalars)
            default: apart.append(scalar)
            }
        }
        return String(apart)
    }

    private func withHangulComposed() -> String {
        guard unicodeScalars.contains(where: { Hangul.finals.contains($0.value) }) else { return self }
        var composed: [Unicode.Scalar] = []
        for scalar in unicodeScalars {
            if let last = composed.last, let syllable = Hangul.syllable(last, closedBy: scalar) {
                composed[composed.count - 1] = syllable
            } else {
                composed.append(scalar)
            }
        }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: composed)
        return String(view)
    }
}

/// The arithmetic of Hangul syllables (Unicode, section 3.12).
private enum Hangul {
    static let finals: ClosedRange<UInt32> = 0x11A8...0x11C2
    private static let syllables: ClosedRange<UInt32> = 0xAC00...0xD7A3
    private static let finalsEach: UInt32 = 28

    static func syllable(_ open: Unicode.Scalar, closedBy final: Unicode.Scalar) -> Unicode.Scalar? {
        guard finals.contains(final.value), syllables.contains(open.value),
            (open.value - syllables.lowerBound) % finalsEach == 0
        else { return nil }
        return Unicode.Scalar(open.value + final.value - finals.lowerBound + 1)
    }
}
