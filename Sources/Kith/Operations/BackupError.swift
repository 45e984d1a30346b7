package import Domain

/// Why a backup cannot be made, read or removed. Each description is safe to show.
package enum BackupError: Explained, Hashable {
    case noFolder
    case severalOrganizations
    case unknown
    case running
    /// The folder cannot be used, for the system's reason.
    case badFolder(String)

    package var explanation: Phrase {
        switch self {
        case .noFolder:
            "this installation has no folder for backups: start kith serve with --backup-folder"
        case .severalOrganizations:
            "a backup has all organizations of an installation, and this one has several: use kith backup on its machine"
        case .unknown: "there is no such backup"
        case .running: "a backup is being made already"
        case .badFolder(let reason): "the folder for backups cannot be used: \(reason)"
        }
    }
}
