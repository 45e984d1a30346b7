import CPicture
package import Domain

/// Makes small squares of pictures that somebody sent: WebP, upright, and nothing of the file but its pixels.
///
/// Can be used from any thread. It blocks for up to a second, and takes up to 200 MB for the largest pictures.
package struct Pictures: Sendable {
    private let side: UInt32
    private let limits: KithPictureLimits

    /// `side` is in pixels; pictures with more than `mostPixels` are refused by their head alone.
    package init(side: Int, mostPixels: Int) {
        self.side = UInt32(side)
        // Twice as much as is needed: averaged, it is as good as the whole.
        limits = KithPictureLimits(most_pixels: UInt64(mostPixels), enough: UInt32(side * 2))
    }

    /// The middle of a picture in PNG, JPEG, GIF or WebP; a smaller one is not enlarged. Of an animation the first picture.
    package func square(of file: [UInt8]) throws(PictureProblem) -> [UInt8] {
        guard let format = PictureFormat(of: file) else { throw .unknownFormat }
        var whole = try read(file, format)
        defer { kith_picture_free(&whole) }
        let orientation = format == .jpeg ? ExifOrientation(ofJPEG: file) : .upright
        var square = KithPicture()
        guard kith_picture_square(&whole, side, Int32(orientation.rawValue), &square) else { throw .tooManyPixels }
        defer { kith_picture_free(&square) }
        var length = 0
        guard let bytes = kith_picture_webp(&square, &length) else { throw .tooManyPixels }
        defer { kith_picture_free_bytes(bytes) }
        return Array(UnsafeBufferPointer(start: bytes, count: length))
    }

    /// The pixels of a file as numbers 0xAARRGGBB, row by row: for tests to look at.
    func pixels(of file: [UInt8]) throws(PictureProblem) -> (width: Int, height: Int, pixels: [UInt32]) {
        guard let format = PictureFormat(of: file) else { throw .unknownFormat }
        var picture = try read(file, format)
        defer { kith_picture_free(&picture) }
        let (width, height) = (Int(picture.width), Int(picture.height))
        return (width, height, Array(UnsafeBufferPointer(start: picture.pixels, count: width * height)))
    }

    private func read(_ file: [UInt8], _ format: PictureFormat) throws(PictureProblem) -> KithPicture {
        var picture = KithPicture()
        let status = file.withUnsafeBufferPointer { format.reader($0.baseAddress, $0.count, limits, &picture) }
        switch status {
        case KITH_PICTURE_FINE: return picture
        case KITH_PICTURE_TOO_LARGE: throw .tooManyPixels
        default: throw .damaged
        }
    }
}
