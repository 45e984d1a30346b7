package import Domain
import Roster

/// What there is to tell of rosters, in words without personal data.
package enum RosterNews: Sendable {
    case ready(Ready)
    case failed(String)

    package struct Ready: Sendable {
        package let organization: OrganizationID
        package let contacts: Int
        package let duration: Duration
        /// Else from its rows.
        package let isFromFile: Bool
    }

    /// What may be told of an error: those of files have no values in them, others might.
    static func words(_ error: any Error) -> String {
        (error as? RosterFileError)?.description ?? "\(type(of: error))"
    }
}

/// How much the rosters of a process hold.
package struct RosterFigures: Sendable {
    package var rosters = 0
    package var contacts = 0
    package var bytes = 0
    /// How many are being merged with what has changed, for which there are two of them.
    package var merges = 0
    /// The most changes that a roster does not know yet, of those that this process has committed.
    package var behind: Int64 = 0
    /// How often contacts were read from rows, and from files.
    package var loadsFromRows = 0
    package var loadsFromFiles = 0
}
