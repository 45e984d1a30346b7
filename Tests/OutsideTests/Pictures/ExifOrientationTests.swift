import TestSupport
import Testing

@testable import Outside

@Suite("The orientation of photos")
struct ExifOrientationTests {
    @Test("it is read wherever the segment stands")
    func read() {
        let turned = ExifSegment.added(to: SamplePicture.jpeg.bytes, orientation: 6)
        #expect(ExifOrientation(ofJPEG: turned).rawValue == 6)
        // Behind another segment, and with more signs before the marker than one.
        var other = ExifSegment.inserted(0xFE, [1, 2], into: turned)
        other.insert(contentsOf: [0xFF, 0xFF], at: 8)
        #expect(ExifOrientation(ofJPEG: other).rawValue == 6)
        #expect(ExifOrientation(ofJPEG: SamplePicture.jpeg.bytes) == .upright)
    }

    @Test("a picture within the pixels of a picture says nothing of it")
    func behindPixels() {
        let inner = ExifSegment.added(to: SamplePicture.jpeg.bytes, orientation: 6)
        #expect(ExifOrientation(ofJPEG: SamplePicture.jpeg.bytes + inner) == .upright)
    }

    @Test("a broken head is read as upright, however it is cut or changed")
    func broken() {
        let turned = ExifSegment.added(to: SamplePicture.jpeg.bytes, orientation: 6)
        // Up to the byte that says it.
        for length in 0..<44 { #expect(ExifOrientation(ofJPEG: Array(turned.prefix(length))) == .upright) }
        for place in 2..<80 {
            for byte in [0, 1, 127, 128, 255] as [UInt8] {
                var file = turned
                file[place] = byte
                #expect((1...8).contains(ExifOrientation(ofJPEG: file).rawValue))
            }
        }
        #expect(ExifOrientation(ofJPEG: []) == .upright)
    }
}
