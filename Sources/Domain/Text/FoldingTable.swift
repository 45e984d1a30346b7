extension Folding {
    /// Returns the full case folding (statuses C and F of CaseFolding.txt) of one scalar.
    ///
    /// Lowercase of uppercase is that folding for every scalar but these few, which the tests prove scalar by scalar.
    static func foldedScalars(of scalar: Unicode.Scalar) -> String.UnicodeScalarView {
        switch scalar.value {
        case 0x41...0x5A:
            return only(scalar.value + 32)
        case 0...0x7F:
            return only(scalar.value)
        case 0x131:
            // Dotless i folds to itself; its capital is the plain I.
            return only(scalar.value)
        case 0x1E9E:
            return "ss".unicodeScalars
        case 0x13A0...0x13F5:
            // Cherokee folds to capitals: its small letters came later, and old text must keep its form.
            return only(scalar.value)
        case 0x13F8...0x13FD:
            return only(scalar.value - 8)
        case 0xAB70...0xABBF:
            return only(scalar.value - 0xAB70 + 0x13A0)
        default:
            break
        }
        guard scalar.properties.changesWhenCaseMapped || scalar.properties.changesWhenCaseFolded else {
            return only(scalar.value)
        }
        var folded = String.UnicodeScalarView()
        for capital in scalar.properties.uppercaseMapping.unicodeScalars {
            folded.append(contentsOf: capital.properties.lowercaseMapping.unicodeScalars)
        }
        return folded
    }

    /// Returns what a scalar from U+0080 on folds to, alone and as long as all beside it are quick as well, or nil.
    @inline(__always)
    static func quickFolding(of value: UInt32) -> UInt32? {
        let folded =
            switch value {
            case 0x80..<0x590: UInt32(lettersOfEurope[Int(value - 0x80)])
            case 0x1E00..<0x2000: UInt32(lettersWithMarks[Int(value - 0x1E00)])
            case 0xFF21...0xFF3A: value + 32
            default: standsForItself(value) ? value : 0
            }
        return folded == 0 ? nil : folded
    }

    /// The foldings of U+0080–U+058F: Latin, Greek, Cyrillic, Armenian. 0 says that the quick way must not judge.
    private static let lettersOfEurope = quickFoldings(of: 0x80..<0x590)

    /// The foldings of U+1E00–U+1FFF: Vietnamese and other extended Latin, and old Greek. 0 as above.
    private static let lettersWithMarks = quickFoldings(of: 0x1E00..<0x2000)

    /// Whether a scalar outside those tables folds to itself and neither composes nor reorders beside others like it.
    @inline(__always)
    private static func standsForItself(_ value: UInt32) -> Bool {
        switch value {
        case 0xAC00...0xD7A3, 0x4E00...0x9FFF, 0x3400...0x4DBF: true  // Hangul syllables, Han
        case 0x3041...0x3096, 0x309B...0x30FF, 0x3000...0x3029, 0x3030...0x303F: true  // kana, CJK punctuation
        case 0xFF01...0xFF20, 0xFF3B...0xFF9F: true  // half and full width, without its capitals
        case 0x5D0...0x5EA, 0x621...0x64A, 0x660...0x66F, 0x671...0x6D5: true  // Hebrew, Arabic letters
        // Devanagari; its virama is the one mark with a class of its own, and alone after a starter it stays put.
        case 0x904...0x939, 0x93E...0x94D, 0x964...0x96F: true
        case 0xE01...0xE37, 0xE3F...0xE47, 0xE50...0xE5B: true  // Thai without the marks that reorder
        case 0x2010...0x205E, 0x20A0...0x20C0, 0x2190...0x2199, 0x2500...0x2ADB: true  // punctuation, currency, signs
        case 0x1F300...0x1FAFF, 0xFE0F, 0x200D: true  // emoji and what joins them
        default: false
        }
    }

    private static func quickFoldings(of range: Range<UInt32>) -> [UInt16] {
        range.map { value in
            guard let scalar = Unicode.Scalar(value) else { return 0 }
            let folded = foldedScalars(of: scalar)
            guard let first = folded.first, folded.count == 1, standsAlone(scalar), standsAlone(first),
                String(first).utf8.count <= String(scalar).utf8.count
            else { return 0 }
            return UInt16(truncatingIfNeeded: first.value)
        }
    }

    /// Whether a scalar of the tables is never touched by NFC, whatever stands beside it.
    private static func standsAlone(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark, .unassigned: false
        default: String(scalar).composed().unicodeScalars.elementsEqual(CollectionOfOne(scalar))
        }
    }

    private static func only(_ value: UInt32) -> String.UnicodeScalarView {
        var view = String.UnicodeScalarView()
        if let scalar = Unicode.Scalar(value) {
            view.append(scalar)
        }
        return view
    }
}
