/// How a camera was held: what EXIF says of turning and mirroring a picture, 1 (upright) to 8.
struct ExifOrientation: Sendable, Equatable {
    let rawValue: Int

    static let upright = ExifOrientation(rawValue: 1)

    private static let tag = 0x0112
    private static let short = 3
    private static let exif = Array("Exif\0\0".utf8)

    private init(rawValue: Int) {
        self.rawValue = rawValue
    }

    /// Reads it out of the head of a JPEG; upright where nothing is said, or nothing that makes sense.
    init(ofJPEG file: [UInt8]) {
        self = Self.segment(in: file).flatMap(Self.read) ?? .upright
    }

    /// The TIFF within the first segment of EXIF.
    private static func segment(in file: [UInt8]) -> ArraySlice<UInt8>? {
        let bytes = Numbers(bytes: file[...], isLittleEndian: false)
        var place = 2
        while bytes.byte(place) == 0xFF, let marker = bytes.byte(place + 1) {
            switch marker {
            // Any number of these may stand before a marker.
            case 0xFF: place += 1
            // They have no length.
            case 0x01, 0xD0...0xD8: place += 2
            // From here on there are pixels.
            case 0xD9, 0xDA: return nil
            default:
                guard let length = bytes.two(place + 2), length >= 2 else { return nil }
                let content = file[min(place + 4, file.count)..<min(place + 2 + length, file.count)]
                if marker == 0xE1, content.starts(with: exif) { return content.dropFirst(exif.count) }
                place += 2 + length
            }
        }
        return nil
    }

    /// Looks through the first directory of a TIFF.
    private static func read(_ tiff: ArraySlice<UInt8>) -> ExifOrientation? {
        let isLittleEndian = tiff.starts(with: [0x49, 0x49])
        guard isLittleEndian || tiff.starts(with: [0x4D, 0x4D]) else { return nil }
        let numbers = Numbers(bytes: tiff, isLittleEndian: isLittleEndian)
        guard numbers.two(2) == 42, let directory = numbers.four(4), let count = numbers.two(directory) else {
            return nil
        }
        for entry in 0..<count {
            let place = directory + 2 + entry * 12
            guard let found = numbers.two(place) else { return nil }
            guard found == tag else { continue }
            guard numbers.two(place + 2) == short, let value = numbers.two(place + 8) else { return nil }
            return (1...8).contains(value) ? ExifOrientation(rawValue: value) : nil
        }
        return nil
    }

    /// Numbers in bytes, by their place; nil beyond the end.
    private struct Numbers {
        let bytes: ArraySlice<UInt8>
        let isLittleEndian: Bool

        func byte(_ place: Int) -> Int? {
            place < bytes.count ? Int(bytes[bytes.startIndex + place]) : nil
        }

        func two(_ place: Int) -> Int? {
            guard let first = byte(place), let second = byte(place + 1) else { return nil }
            return isLittleEndian ? second << 8 | first : first << 8 | second
        }

        func four(_ place: Int) -> Int? {
            guard let first = two(place), let second = two(place + 2) else { return nil }
            return isLittleEndian ? second << 16 | first : first << 16 | second
        }
    }
}
