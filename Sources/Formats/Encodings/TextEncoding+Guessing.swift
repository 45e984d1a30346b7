import CCharset
import Domain

extension TextEncoding {
    /// What the beginning of a file seems to be written in.
    enum Guess: Equatable {
        case known(TextEncoding)
        /// By the name of an encoding that cannot be read.
        case foreign(String)
    }

    /// Looks at the bytes at the start of a file, or at all of it. Programs of a country wrote theirs by its habit.
    static func guess(_ bytes: UnsafeRawBufferPointer, isWhole: Bool, in country: Country?) -> Guess {
        if bytes.starts(with: [0xFF, 0xFE]) { return .known(.utf16LittleEndian) }
        if bytes.starts(with: [0xFE, 0xFF]) { return .known(.utf16BigEndian) }
        if let unmarked = unmarkedUTF16(bytes) { return .known(unmarked) }
        if isUTF8(bytes, isWhole: isWhole) { return .known(.utf8) }
        let name = detected(bytes)
        switch name {
        case "UHC", "EUC-KR", "JOHAB": return .known(.korean)
        case "SHIFT_JIS": return .known(.japanese)
        // Most of it: the reader says where it is not.
        case "UTF-8", "ASCII": return .known(.utf8)
        case _ where isWestern(name):
            // Few letters may be of any encoding.
            if let usual = usual(in: country), fits(bytes, usual) { return .known(usual) }
            return .known(isMac(bytes) ? .macRoman : .western)
        default: return .foreign(name)
        }
    }

    /// UTF-16 without its mark has a zero beside each ASCII sign, and a table has many of these.
    private static func unmarkedUTF16(_ bytes: UnsafeRawBufferPointer) -> TextEncoding? {
        let sample = bytes.prefix(4_096)
        let zeros = sample.indices.filter { sample[$0] == 0 }
        guard zeros.count * 8 > sample.count else { return nil }
        let odd = zeros.count { !$0.isMultiple(of: 2) }
        if odd * 10 > zeros.count * 9 { return .utf16LittleEndian }
        return odd * 10 < zeros.count ? .utf16BigEndian : nil
    }

    private static func isUTF8(_ bytes: UnsafeRawBufferPointer, isWhole: Bool) -> Bool {
        do {
            _ = try UTF8Span(validating: bytes.bindMemory(to: UInt8.self).span)
            return true
        } catch {
            // The last letter may go on behind the sample.
            if !isWhole, error.byteOffsets.lowerBound > bytes.count - 4 { return true }
            // One that is damaged in places is to be refused with the place, not read as something else.
            let letters = String(decoding: bytes, as: UTF8.self).unicodeScalars.filter { $0.value > 127 }
            return letters.count { $0 == "\u{FFFD}" } * 4 < letters.count
        }
    }

    /// What uchardet calls it; empty where it cannot tell.
    private static func detected(_ bytes: UnsafeRawBufferPointer) -> String {
        guard let detector = uchardet_new() else { return "" }
        defer { uchardet_delete(detector) }
        _ = uchardet_handle_data(detector, bytes.bindMemory(to: CChar.self).baseAddress, bytes.count)
        uchardet_data_end(detector)
        return uchardet_get_charset(detector).map { String(cString: $0) } ?? ""
    }

    /// Few accents look like any of these to uchardet, which does not know Mac Roman either.
    private static func isWestern(_ name: String) -> Bool {
        name.isEmpty
            || name.hasPrefix("ISO-8859-") && name != "ISO-8859-5" && name != "ISO-8859-7" && name != "ISO-8859-8"
            || ["WINDOWS-1250", "WINDOWS-1252", "WINDOWS-1257", "WINDOWS-1258", "VISCII"].contains(name)
            || name.hasPrefix("IBM") || name.hasPrefix("MAC-CENTRAL")
    }

    private static func fits(_ bytes: UnsafeRawBufferPointer, _ encoding: TextEncoding) -> Bool {
        guard let converter = TextConverter(from: encoding) else { return false }
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count * 3 + 16, alignment: 1)
        defer { room.deallocate() }
        return (try? converter.convert(bytes, into: room)) != nil
    }

    /// Mac Roman has its accented letters where Windows has signs: such a byte between letters tells, but for the one that
    /// is an apostrophe there.
    private static func isMac(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var (mac, windows) = (0, 0)
        for index in bytes.indices.dropFirst().dropLast()
        where isLetter(bytes[index - 1]) && isLetter(bytes[index + 1]) {
            switch bytes[index] {
            case 0x92: break
            case 0x80...0x9F: mac += 1
            case 0xC0...0xFF: windows += 1
            default: break
            }
        }
        return mac > windows
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
