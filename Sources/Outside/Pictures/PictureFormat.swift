import CPicture

/// The formats in which a picture may come, known by the first bytes of a file: names and content types prove nothing.
enum PictureFormat: Sendable, CaseIterable {
    case png, jpeg, gif, webp

    /// Nil where the bytes begin like none of them.
    init?(of file: [UInt8]) {
        let found = Self.allCases.first { format in
            format.beginnings.contains { zip(file, $0).allSatisfy { $1 == nil || $0 == $1 } && file.count >= $0.count }
        }
        guard let found else { return nil }
        self = found
    }

    /// Each byte that such a file begins with; nil where it may be any.
    private var beginnings: [[UInt8?]] {
        switch self {
        case .png: [[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]]
        case .jpeg: [[0xFF, 0xD8, 0xFF]]
        case .gif: [Array("GIF87a".utf8), Array("GIF89a".utf8)]
        case .webp: [Array("RIFF".utf8) + [nil, nil, nil, nil] + Array("WEBP".utf8)]
        }
    }

    typealias Reader = (
        UnsafePointer<UInt8>?, Int, KithPictureLimits, UnsafeMutablePointer<KithPicture>?
    ) -> KithPictureStatus

    var reader: Reader {
        switch self {
        case .png: kith_picture_read_png
        case .jpeg: kith_picture_read_jpeg
        case .gif: kith_picture_read_gif
        case .webp: kith_picture_read_webp
        }
    }
}
