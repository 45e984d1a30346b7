import Domain
import Foundation
import Roster
import Synchronization

/// The folder of rosters' files. They make a start fast, and may be thrown away at any time.
package final class RosterFolder: Sendable {
    private let url: URL
    private let places = Mutex<[OrganizationID: RosterPlace]>([:])

    package init(path: String) {
        url = URL(filePath: path)
    }

    /// The place of one organization's file, the same for all who ask.
    func place(of organization: OrganizationID) -> RosterPlace {
        places.withLock { places in
            if let place = places[organization] { return place }
            let place = RosterPlace(url.appending(path: "\(organization)\(Self.suffix)").path)
            places[organization] = place
            return place
        }
    }

    /// Makes the folder where it is missing, and removes what is left of files that were being written, and files of
    /// other organizations than these.
    func prepare(for organizations: [OrganizationID]) throws {
        let manager = FileManager.default
        try manager.createDirectory(
            at: url,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        let known = Set(organizations.map { "\($0)\(Self.suffix)" })
        for name in try manager.contentsOfDirectory(atPath: url.path) {
            let isUnfinished = name.hasSuffix(Self.suffix + RosterPlace.unfinishedSuffix)
            guard isUnfinished || name.hasSuffix(Self.suffix) && !known.contains(name) else { continue }
            try manager.removeItem(at: url.appending(path: name))
        }
    }

    private static let suffix = ".roster"
}
