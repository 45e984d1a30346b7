/// Why a file cannot become the picture of a contact.
package enum PictureProblem: Explained, Hashable, Sendable, CaseIterable {
    /// By its first bytes: whatever its name says.
    case unknownFormat
    case damaged
    case tooManyPixels
    case tooManyBytes

    package var explanation: Phrase {
        switch self {
        case .unknownFormat: "this is no picture that Kith can read: send PNG, JPEG, WebP or GIF"
        case .damaged: "the picture is damaged or not all there: save it anew, then send it again"
        case .tooManyPixels:
            "the picture is too large: it may have \(Avatar.mostPixels / 1_000_000) million pixels, so make it smaller first"
        case .tooManyBytes:
            "the file is too large: a picture may have \(Avatar.mostBytes >> 20) MB, so make it smaller first"
        }
    }
}
