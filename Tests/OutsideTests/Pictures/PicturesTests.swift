import Domain
import TestSupport
import Testing

@testable import Outside

@Suite("Pictures")
struct PicturesTests {
    private let pictures = Pictures(side: 256, mostPixels: 40_000_000)

    @Test(
        "U4: the middle of a picture of each format, as it was",
        arguments: SamplePicture.allCases.filter { ![.transparentWebP, .greyJPEG].contains($0) }
    )
    func formats(sample: SamplePicture) throws {
        let square = try Square(sample.bytes, by: pictures)
        #expect(square.side == 24)
        #expect(square.quarters == "red green blue yellow")
    }

    @Test("a picture without colours stays grey")
    func grey() throws {
        let square = try Square(SamplePicture.greyJPEG.bytes, by: pictures)
        #expect(square.pixels.allSatisfy { $0 >> 16 & 255 == $0 & 255 })
    }

    @Test(
        "U4: a photo stands upright, however the camera was held",
        arguments: [
            (1, "red green blue yellow"), (2, "green red yellow blue"), (3, "yellow blue green red"),
            (4, "blue yellow red green"), (5, "red blue green yellow"), (6, "blue red yellow green"),
            (7, "yellow green blue red"), (8, "green yellow red blue"),
            (0, "red green blue yellow"), (9, "red green blue yellow"),
        ],
        [true, false]
    )
    func orientation(_ expected: (value: UInt16, quarters: String), isLittleEndian: Bool) throws {
        let file = ExifSegment.added(
            to: SamplePicture.jpeg.bytes,
            orientation: expected.value,
            isLittleEndian: isLittleEndian
        )
        #expect(try Square(file, by: pictures).quarters == expected.quarters)
    }

    @Test("large pictures become small, small ones stay as small as they are")
    func sizes() throws {
        for (width, height, side) in [(1, 1, 1), (1, 900, 1), (255, 300, 255), (256, 256, 256), (700, 520, 256)] {
            let file = PNGFile(width: width, height: height) { x, y in
                x * 2 < width ? y * 2 < height ? 0xFF00_00FF : 0x0000_FFFF : y * 2 < height ? 0x00FF_00FF : 0xFFFF_00FF
            }
            let square = try Square(file.bytes, by: pictures)
            #expect(square.side == side)
            if side > 1 { #expect(square.quarters == "red green blue yellow") }
        }
    }

    @Test("what is transparent stays so, and its edges have the colour of the picture")
    func transparency() throws {
        let file = PNGFile(width: 600, height: 600) { x, y in
            (x - 300) * (x - 300) + (y - 300) * (y - 300) < 40_000 ? 0xFF00_00FF : 0
        }
        let square = try Square(file.bytes, by: pictures)
        #expect(square[0, 0] >> 24 == 0)
        #expect(square[128, 128] >> 24 == 255)
        let edge = square.pixels.filter { (64...192).contains($0 >> 24) }
        #expect(!edge.isEmpty)
        #expect(edge.allSatisfy { $0 >> 16 & 255 > 200 && $0 & 255 < 60 })
        let webp = try Square(SamplePicture.transparentWebP.bytes, by: pictures)
        #expect(webp[0, 0] >> 24 == 0 && webp[12, 12] >> 24 == 255)
    }

    @Test("U4: nothing of a file remains but its pixels")
    func metadata() throws {
        let marks = ExifSegment.words + ["A comment", "<script>", "http://ns.adobe.com/xap", "PK\u{3}\u{4}"]
        let jpeg = ExifSegment.added(to: SamplePicture.jpeg.bytes, orientation: 6)
        let commented =
            ExifSegment.inserted(0xFE, Array("A comment".utf8), into: jpeg)
            + Array("PK\u{3}\u{4}<script>alert(1)</script>".utf8)
        var png = PNGFile(width: 8, height: 8) { _, _ in 0xFF00_00FF }
        png.chunks.insert(("tEXt", Array("Comment\0A comment <script>http://ns.adobe.com/xap".utf8)), at: 1)
        png.chunks.insert(("eXIf", Array("Exif SecretCamera GPS-of-home".utf8)), at: 1)
        // A file that is a script, too: what follows the end of a GIF is no part of the picture.
        let gif = SamplePicture.animatedGIF.bytes + Array("*/=1;alert('<script>')".utf8)
        for file in [commented, png.bytes, gif] {
            #expect(marks.contains { file.holds($0) })
            let made = try pictures.square(of: file)
            #expect(!marks.contains { made.holds($0) })
            #expect(Set(made.webpChunks).isSubset(of: ["VP8 ", "VP8L", "VP8X", "ALPH"]))
        }
    }

    @Test(
        "U4: what says to have more pixels than allowed is refused by its head",
        arguments: [
            PNGFile(claiming: 50_000, by: 50_000).bytes, PNGFile(claiming: 41, by: 1_000_000).bytes,
            Self.gif(width: 65_535, height: 65_535), Self.jpeg(width: 65_500, height: 65_500),
            Self.webp(width: 16_383, height: 16_383),
        ]
    )
    func bombs(file: [UInt8]) {
        #expect(throws: PictureProblem.tooManyPixels) { try pictures.square(of: file) }
    }

    @Test("as many pixels as allowed are taken, and not one more")
    func limit() throws {
        let few = Pictures(side: 256, mostPixels: 32 * 24)
        for sample in SamplePicture.allCases { _ = try few.square(of: sample.bytes) }
        let fewer = Pictures(side: 256, mostPixels: 32 * 24 - 1)
        for sample in SamplePicture.allCases {
            #expect(throws: PictureProblem.tooManyPixels) { try fewer.square(of: sample.bytes) }
        }
    }

    @Test("U4: a file that is cut off anywhere is refused", arguments: SamplePicture.allCases)
    func truncated(sample: SamplePicture) {
        // Of an animation what follows the first picture is not looked at.
        let needed = sample == .animatedGIF ? 140 : sample.bytes.count - 12
        for length in 12..<needed {
            #expect(throws: PictureProblem.damaged) { try pictures.square(of: Array(sample.bytes.prefix(length))) }
        }
        for length in 0..<3 {
            #expect(throws: PictureProblem.unknownFormat) {
                try pictures.square(of: Array(sample.bytes.prefix(length)))
            }
        }
    }

    @Test(
        "a file is known by its bytes",
        arguments: [
            "", "GIF", "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "<!doctype html>",
            "BM\0\0\0\0\0\0\0\0\0\0", "RIFF\0\0\0\0WAVEfmt ", "%PDF-1.7", "\0\0\0\u{18}ftypheic", "II*\0\0\0\0\0",
        ]
    )
    func unknown(text: String) {
        #expect(throws: PictureProblem.unknownFormat) { try pictures.square(of: Array(text.utf8)) }
    }

    @Test("a text that begins like a picture is a damaged one", arguments: ["GIF89a/*", "GIF87a", "RIFF1234WEBPVP8 "])
    func pretended(text: String) {
        let file = Array((text + String(repeating: "=1;alert(1)//", count: 9)).utf8)
        #expect(throws: PictureProblem.damaged) { try pictures.square(of: file) }
    }

    @Test("whatever happens to a file on its way, it is refused or a picture", arguments: SamplePicture.allCases)
    func hostile(sample: SamplePicture) {
        var random = SplitMix64(seed: UInt64(sample.bytes.count))
        let modest = Pictures(side: 16, mostPixels: 100_000)
        for _ in 0..<400 {
            var file = sample.bytes
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                file[Int.random(in: 4..<file.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            if let made = try? modest.square(of: file) {
                #expect((try? modest.pixels(of: made).width).map { $0 <= 16 } == true)
            }
        }
    }

    // MARK: Heads of files without pixels

    private static func gif(width: UInt16, height: UInt16) -> [UInt8] {
        let size = [width, height].flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        // Two colours, and a picture as large as the screen.
        return Array("GIF89a".utf8) + size + [0x80, 0, 0, 0, 0, 0, 255, 255, 255, 0x2C, 0, 0, 0, 0] + size + [0, 2]
    }

    private static func jpeg(width: UInt16, height: UInt16) -> [UInt8] {
        var file = SamplePicture.jpeg.bytes
        guard let frame = file.indices.dropLast().first(where: { file[$0] == 0xFF && file[$0 + 1] == 0xC0 }) else {
            return []
        }
        file.replaceSubrange(
            frame + 5..<frame + 9,
            with: [height, width].flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
        )
        return file
    }

    private static func webp(width: UInt16, height: UInt16) -> [UInt8] {
        var file = SamplePicture.webp.bytes
        // Behind the names of file and chunk, their lengths, the frame's tag and its start code.
        file.replaceSubrange(26..<30, with: [width, height].flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] })
        return file
    }
}

/// A square that was made, by its pixels 0xAARRGGBB.
private struct Square {
    let side: Int
    let pixels: [UInt32]

    init(_ file: [UInt8], by pictures: Pictures) throws {
        let made = try pictures.pixels(of: try pictures.square(of: file))
        #expect(made.width == made.height)
        side = made.width
        pixels = made.pixels
    }

    subscript(x: Int, y: Int) -> UInt32 { pixels[y * side + x] }

    /// The colours in the middle of the quarters, from left to right and from top to bottom.
    var quarters: String {
        [(1, 1), (3, 1), (1, 3), (3, 3)].map { name(self[$0.0 * side / 4, $0.1 * side / 4]) }.joined(separator: " ")
    }

    private func name(_ pixel: UInt32) -> String {
        switch [pixel >> 16, pixel >> 8, pixel].map({ $0 & 255 > 127 }) {
        case [true, false, false]: "red"
        case [false, true, false]: "green"
        case [false, false, true]: "blue"
        case [true, true, false]: "yellow"
        default: "other"
        }
    }
}

extension [UInt8] {
    fileprivate func holds(_ text: String) -> Bool {
        let wanted = Array(text.utf8)
        return indices.contains { self[$0...].starts(with: wanted) }
    }

    /// The names of the parts of a WebP.
    fileprivate var webpChunks: [String] {
        var names: [String] = []
        var place = 12
        while place + 8 <= count {
            names.append(String(decoding: self[place..<place + 4], as: UTF8.self))
            let length = (0..<4).reduce(0) { $0 | Int(self[place + 4 + $1]) << (8 * $1) }
            place += 8 + length + length % 2
        }
        return names
    }
}
