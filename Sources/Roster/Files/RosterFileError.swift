/// Why a roster's file is not used, or could not be written. It says nothing of what is in the file.
package enum RosterFileError: Error, Hashable, Sendable, CustomStringConvertible {
    /// It is damaged, cut short, or of another version of Kith.
    case refused(String)
    /// The system's number of an error.
    case system(Int32)
    /// Nobody wants it any more.
    case unwanted

    package var description: String {
        switch self {
        case .refused(let reason): "the file of a roster is refused: \(reason)"
        case .system(let number): "the file of a roster: error \(number) of the system"
        case .unwanted: "the file of a roster is not wanted any more"
        }
    }

    static let damaged = RosterFileError.refused("it is damaged")
}
