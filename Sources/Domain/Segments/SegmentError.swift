/// Why a segment could not be made, changed, removed or found. Each description is safe to show.
package enum SegmentError: Explained, Hashable {
    case badName
    case badDescription
    case nameTaken(String)
    case tooMany
    case tooManyPersonal
    /// Only managers have segments of their own.
    case notPersonal
    case unknown
    /// Somebody else changed it since the version that the caller knew.
    case changed(version: Int64)
    /// Other segments refer to it: the names of those that the caller sees, and how many more there are.
    case inUse(by: [String], others: Int)

    package var explanation: Phrase {
        switch self {
        case .badName:
            "a segment's name has 1 to 200 characters on one line"
        case .badDescription:
            "a segment's description has at most \(Segment.greatestDescriptionLength) characters"
        case .nameTaken(let name):
            "there is a segment “\(name)” already"
        case .tooMany:
            "an organization can have up to \(Segment.limit) segments: remove one first"
        case .tooManyPersonal:
            "a manager can have up to \(Segment.personalLimit) segments of their own: remove one first"
        case .notPersonal:
            "only a manager can have a segment of their own: make it a shared one"
        case .unknown:
            "there is no such segment"
        case .changed(let version):
            "somebody else changed the segment meanwhile (it is at version \(version)): look at it, then try again"
        case .inUse(let names, let others):
            "the segment is used in \(names.map(Self.quoted) + Self.hidden(others)): change or remove that first"
        }
    }

    private static func quoted(_ name: String) -> Phrase { "“\(name)”" }

    private static func hidden(_ others: Int) -> [Phrase] {
        switch others {
        case 0: []
        case 1: ["1 filter of other managers"]
        default: ["\(others) filters of other managers"]
        }
    }
}
