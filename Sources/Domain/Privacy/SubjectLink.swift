package typealias SubjectLinkID = Identifier<SubjectLink>

/// A link by which a person fetches what is kept of them, for a manager to pass on to their verified address.
package struct SubjectLink: Hashable, Sendable, Identifiable {
    package static let milliseconds: Int64 = 7 * 86_400_000
    package static let mostDownloads = 3

    package let id: SubjectLinkID
    package let contact: ContactID
    package let madeBy: Actor
    package let createdAt: Instant
    package let expiresAt: Instant
    package var downloadsLeft: Int

    package init(
        id: SubjectLinkID,
        contact: ContactID,
        madeBy: Actor,
        createdAt: Instant,
        expiresAt: Instant,
        downloadsLeft: Int
    ) {
        self.id = id
        self.contact = contact
        self.madeBy = madeBy
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.downloadsLeft = downloadsLeft
    }

    /// Makes one that is good from now on.
    package init(id: SubjectLinkID, contact: ContactID, madeBy: Actor, at now: Instant) {
        self.init(
            id: id,
            contact: contact,
            madeBy: madeBy,
            createdAt: now,
            expiresAt: now + Self.milliseconds,
            downloadsLeft: Self.mostDownloads
        )
    }
}

/// Why there is no link, or it does not work.
package enum SubjectLinkError: Explained, Hashable {
    case notVerified
    case unknown
    case notValid
    case tooManyVisits(secondsToWait: Int)

    package var explanation: Phrase {
        switch self {
        case .notVerified: "a link needs a verified e-mail address of the person"
        case .unknown: "there is no such link"
        case .notValid: "this link does not work any more: it has ended, was used up or was replaced by another"
        case .tooManyVisits(let seconds): "too many links were opened from this address: try again in \(seconds) s"
        }
    }
}
