/// What cameras write into the head of a JPEG: how they were held, their maker, and where.
package enum ExifSegment {
    /// Words that stand in it, of which none may remain.
    package static let words = ["Exif", "SecretCamera", "GPS-of-home"]

    /// The picture with such a segment.
    package static func added(
        to jpeg: [UInt8],
        orientation: UInt16,
        isLittleEndian: Bool = true
    ) -> [UInt8] {
        inserted(0xE1, Array("Exif\0\0".utf8) + tiff(orientation, isLittleEndian), into: jpeg)
    }

    /// The picture with a segment of any kind before all others.
    package static func inserted(_ marker: UInt8, _ content: [UInt8], into jpeg: [UInt8]) -> [UInt8] {
        var file = jpeg
        let length = UInt16(content.count + 2)
        file.insert(contentsOf: [0xFF, marker, UInt8(length >> 8), UInt8(length & 255)] + content, at: 2)
        return file
    }

    private static func tiff(_ orientation: UInt16, _ isLittleEndian: Bool) -> [UInt8] {
        func two(_ number: UInt16) -> [UInt8] {
            withUnsafeBytes(of: isLittleEndian ? number.littleEndian : number.bigEndian, Array.init)
        }
        func four(_ number: UInt32) -> [UInt8] {
            withUnsafeBytes(of: isLittleEndian ? number.littleEndian : number.bigEndian, Array.init)
        }
        let maker = Array("SecretCamera\0GPS-of-home\0".utf8)
        // Head, two entries of a directory, its end; then the text that the first entry points to.
        let place = UInt32(8 + 2 + 2 * 12 + 4)
        return (isLittleEndian ? [0x49, 0x49] : [0x4D, 0x4D]) + two(42) + four(8) + two(2)
            + two(0x010F) + two(2) + four(UInt32(maker.count)) + four(place)
            + two(0x0112) + two(3) + four(1) + two(orientation) + two(0)
            + four(0) + maker
    }
}
