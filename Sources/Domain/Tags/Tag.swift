package typealias TagID = Identifier<Tag>

/// A label on contacts.
package struct Tag: Hashable, Sendable, Identifiable {
    package let id: TagID
    package var name: TagName
    package var colour: TagColour?

    package init(id: TagID, name: TagName, colour: TagColour? = nil) {
        self.id = id
        self.name = name
        self.colour = colour
    }

    /// The most that a contact may have; a merge may exceed it until the contact is next edited.
    package static let limitPerContact = 20
    /// An organization has fewer than a thousand.
    package static let limitPerOrganization = 999
}

/// The name of a tag: up to three levels between slashes, such as `product/shoes/running`.
package struct TagName: Hashable, Sendable, CustomStringConvertible {
    package let text: String
    /// What names are compared by.
    package let folded: String

    package static let greatestLength = 100
    package static let greatestDepth = 3

    package init(_ text: String) throws(TagNameError) {
        let trimmed = text.trimmed
        guard !trimmed.isEmpty else { throw TagNameError(text: text, problem: .empty) }
        guard trimmed.unicodeScalars.count <= Self.greatestLength else {
            throw TagNameError(text: text, problem: .tooLong)
        }
        guard !trimmed.unicodeScalars.contains(",") else { throw TagNameError(text: text, problem: .comma) }
        guard trimmed.unicodeScalars.allSatisfy({ !$0.isControl }) else {
            throw TagNameError(text: text, problem: .controlCharacter)
        }
        let levels = trimmed.unicodeScalars.split(separator: "/", omittingEmptySubsequences: false)
            .map { String($0).trimmed }
        guard levels.count <= Self.greatestDepth else { throw TagNameError(text: text, problem: .tooDeep) }
        guard !levels.contains("") else { throw TagNameError(text: text, problem: .emptyLevel) }
        self.text = levels.joined(separator: "/")
        folded = self.text.folded()
    }

    package var description: String { text }

    /// The name that it gets where one above it, or itself, gets another.
    package func moved(from old: TagName, to new: TagName) throws(TagNameError) -> TagName {
        let levels = text.split(separator: "/").dropFirst(old.text.split(separator: "/").count)
        return try TagName(([new.text] + levels.map(String.init)).joined(separator: "/"))
    }

    /// Whether it is the other tag, or one below it.
    package func isWithin(_ other: TagName) -> Bool {
        folded == other.folded || folded.utf8.starts(with: (other.folded + "/").utf8)
    }

    package static func == (left: TagName, right: TagName) -> Bool {
        left.folded == right.folded
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(folded)
    }
}

package struct TagNameError: Explained, Hashable {
    package enum Problem: Hashable, Sendable {
        case empty
        case tooLong
        case comma
        case controlCharacter
        case tooDeep
        case emptyLevel
    }

    package var text: String
    package var problem: Problem

    package var explanation: Phrase {
        switch problem {
        case .empty: "a tag needs a name"
        case .tooLong: "a tag's name has at most \(TagName.greatestLength) characters"
        case .comma: "the tag “\(text)” has a comma; tags are separated by commas, so a name cannot hold one"
        case .controlCharacter: "a tag's name cannot hold control characters"
        case .tooDeep: "the tag “\(text)” has more than two levels below its first; use at most two slashes"
        case .emptyLevel: "the tag “\(text)” has nothing before or after a slash"
        }
    }
}
