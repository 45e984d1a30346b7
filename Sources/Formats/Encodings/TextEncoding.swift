import Domain

/// How the letters of a text file are written in bytes.
package enum TextEncoding: String, CaseIterable, Hashable, Sendable {
    case utf8 = "utf-8"
    case utf16LittleEndian = "utf-16le"
    case utf16BigEndian = "utf-16be"
    /// Of Windows in Korea; EUC-KR is a part of it.
    case korean = "cp949"
    /// Shift_JIS as Windows in Japan has it.
    case japanese = "shift_jis"
    /// Of Windows in Western Europe and America; Latin 1 is a part of it.
    case western = "windows-1252"
    case macRoman = "macroman"

    /// Takes its name, or another by which it is known, in either case.
    package init?(_ name: String) {
        switch name.lowercased() {
        case "utf8": self = .utf8
        case "utf16", "utf-16": self = .utf16LittleEndian
        case "euc-kr", "euckr", "ks_c_5601-1987", "uhc": self = .korean
        case "shift-jis", "sjis", "cp932", "windows-31j": self = .japanese
        case "cp1252", "latin1", "iso-8859-1": self = .western
        case "mac", "macintosh", "mac-roman", "mac_roman": self = .macRoman
        case let name: self.init(rawValue: name)
        }
    }

    /// What the system's converter calls it.
    var converterName: String {
        switch self {
        case .utf8: "UTF-8"
        case .utf16LittleEndian: "UTF-16LE"
        case .utf16BigEndian: "UTF-16BE"
        case .korean: "CP949"
        case .japanese: "CP932"
        case .western: "CP1252"
        case .macRoman: "MACINTOSH"
        }
    }

    /// The one that programs of a country wrote before UTF-8, where it is not the western one.
    static func usual(in country: Country?) -> TextEncoding? {
        switch country?.description {
        case "KR": .korean
        case "JP": .japanese
        default: nil
        }
    }
}
