/// Something that leads to one contact of an organization, and to no other.
package struct Identity: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        /// The id of a contact that was merged into another.
        case former
        case memberID = "member"
        /// The folded address.
        case email
        /// E.164; the owner's, for phones are shared in real life.
        case phone
        /// `channel:id`.
        case social
        case device
        /// A row of an import that had a name alone, by its digest, so that the same row is not doubled.
        case importedRow = "row"

        /// Whether other programs know the contact by it.
        package var isFromOutside: Bool {
            switch self {
            case .memberID, .email, .phone, .social, .device: true
            case .former, .importedRow: false
            }
        }
    }

    package var kind: Kind
    package var value: String

    package init(_ kind: Kind, _ value: String) {
        self.kind = kind
        self.value = value
    }

    /// The id of a contact that may have been merged into another.
    package init(formerly contact: ContactID) {
        self.init(.former, contact.description)
    }

    /// The contact whose id it is, where it is that of a merged one.
    package var formerContact: ContactID? {
        kind == .former ? ContactID(value) : nil
    }

    /// Compares bytes, as the unique index of the database does.
    package static func == (left: Identity, right: Identity) -> Bool {
        left.kind == right.kind && left.value.hasSameBytes(as: right.value)
    }

    package func hash(into hasher: inout Hasher) {
        // Identities of two kinds seldom have one value, and hashing an enum of texts costs as much as the value.
        hasher.combine(bytesOf: value)
    }
}

extension Identity: Comparable {
    /// By kind, then by value: the order in which everybody locks them.
    package static func < (left: Identity, right: Identity) -> Bool {
        left.kind == right.kind ? left.value < right.value : left.kind.rawValue < right.kind.rawValue
    }
}
