package import Domain

/// Why the picture of a contact cannot be had. Each description is safe to show.
package enum AvatarError: Explained, Hashable, Sendable {
    case none
    /// Too many pictures are being made at this moment.
    case busy

    package var explanation: Phrase {
        switch self {
        case .none: "the contact has no uploaded picture"
        case .busy: "many pictures are being uploaded at this moment: try again in a few seconds"
        }
    }
}
