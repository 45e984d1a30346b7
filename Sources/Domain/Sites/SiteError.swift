/// Why something about an organization's site cannot be done. Each description is safe to show.
package enum SiteError: Explained, Hashable, Sendable {
    case noMemberSecret

    package var explanation: Phrase {
        switch self {
        case .noMemberSecret: "there is no secret for member hashes yet: make one first"
        }
    }
}
