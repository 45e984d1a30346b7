/// Writes PNG files of any size, and such as no program writes.
package struct PNGFile: Sendable {
    package var chunks: [(name: String, content: [UInt8])]

    /// A picture whose pixels are 0xRRGGBBAA.
    package init(width: Int, height: Int, pixel: (_ x: Int, _ y: Int) -> UInt32) {
        var rows: [UInt8] = []
        for y in 0..<height {
            // No filter.
            rows.append(0)
            for x in 0..<width { rows += Self.bytes(pixel(x, y)) }
        }
        chunks = [
            ("IHDR", Self.head(width: width, height: height)), ("IDAT", Self.stored(rows)), ("IEND", []),
        ]
    }

    /// A file that says to have so many pixels, and has none.
    package init(claiming width: Int, by height: Int) {
        chunks = [
            ("IHDR", Self.head(width: width, height: height)), ("IDAT", Self.stored([0])), ("IEND", []),
        ]
    }

    package var bytes: [UInt8] {
        chunks.reduce([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { file, chunk in
            let body = Array(chunk.name.utf8) + chunk.content
            return file + Self.bytes(UInt32(chunk.content.count)) + body + Self.bytes(Self.checksum(body))
        }
    }

    /// Eight bits, with transparency.
    private static func head(width: Int, height: Int) -> [UInt8] {
        bytes(UInt32(width)) + bytes(UInt32(height)) + [8, 6, 0, 0, 0]
    }

    /// As zlib has it, without compressing.
    private static func stored(_ content: [UInt8]) -> [UInt8] {
        var stored: [UInt8] = [0x78, 0x01]
        for start in stride(from: 0, to: content.count, by: 65_535) {
            let block = content[start..<min(start + 65_535, content.count)]
            let length = UInt16(block.count)
            let ends: UInt8 = block.endIndex == content.count ? 1 : 0
            stored += [ends, UInt8(length & 255), UInt8(length >> 8), UInt8(~length & 255), UInt8(~length >> 8)]
            stored += block
        }
        var (one, two): (UInt32, UInt32) = (1, 0)
        for byte in content {
            one = (one + UInt32(byte)) % 65_521
            two = (two + one) % 65_521
        }
        return stored + bytes(two << 16 | one)
    }

    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~0) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
    }

    private static func bytes(_ number: UInt32) -> [UInt8] {
        withUnsafeBytes(of: number.bigEndian, Array.init)
    }
}

extension PNGFile {
    /// A square of one colour.
    package static func plain(_ pixel: UInt32, side: Int = 8) -> [UInt8] {
        PNGFile(width: side, height: side) { _, _ in pixel }.bytes
    }
}
