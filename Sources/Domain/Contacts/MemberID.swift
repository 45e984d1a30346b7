/// The id that the company's own site gave a person: 1 to 64 characters, no white space, compared exactly.
package struct MemberID: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    package static let greatestLength = 64

    package init(_ text: String) throws(MemberIDError) {
        guard !text.isEmpty else { throw .empty }
        guard text.unicodeScalars.count <= Self.greatestLength else { throw .tooLong }
        guard text.unicodeScalars.allSatisfy({ !$0.isSpace && !$0.isControl }) else { throw .space }
        self.text = text
    }

    /// Makes the id of a stored row, which was checked when it was written.
    package init(stored text: String) {
        self.text = text
    }

    package var description: String { text }

    /// Compares bytes: Swift's own comparison takes composed and decomposed letters for equal.
    package static func == (left: MemberID, right: MemberID) -> Bool {
        left.text.hasSameBytes(as: right.text)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(bytesOf: text)
    }
}

package enum MemberIDError: Explained, Hashable {
    case empty
    case tooLong
    case space

    package var explanation: Phrase {
        switch self {
        case .empty: "the member id is empty; an empty one would make everybody one person"
        case .tooLong: "the member id is longer than \(MemberID.greatestLength) characters"
        case .space: "the member id has white space or a control character in it"
        }
    }
}
