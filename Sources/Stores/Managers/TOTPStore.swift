package import Database
package import Domain

/// Keeps what managers make codes from, and the recovery codes for when the device is lost.
package struct TOTPStore {
    /// What is kept for one manager.
    package struct Kept: Sendable, Hashable {
        /// The secret as it was sealed; nil where none was begun.
        package let sealedSecret: [UInt8]?
        /// When it was switched on; nil while it is not yet, or off.
        package let since: Instant?
        /// The step of the newest code that was accepted.
        package let lastStep: Int64?
    }

    private let organization: OrganizationID
    private let connection: any Connection

    package init(_ organization: OrganizationID, _ connection: any Connection) {
        self.organization = organization
        self.connection = connection
    }

    package func find(_ manager: ManagerID) throws -> Kept? {
        try connection.first(
            """
            SELECT totp_secret, totp_since, totp_last_step FROM managers
            WHERE org_id = \(organization.rawValue) AND id = \(manager.rawValue)
            """
        ) { row in
            try Kept(
                sealedSecret: row.blobIfAny(0),
                since: row.integerIfAny(1).map(Instant.init(milliseconds:)),
                lastStep: row.integerIfAny(2)
            )
        }
    }

    /// Keeps a secret that is not switched on yet. False where one is on already.
    package func begin(_ sealedSecret: [UInt8], of manager: ManagerID) throws -> Bool {
        try connection.execute(
            """
            UPDATE managers SET totp_secret = \(sealedSecret), totp_last_step = NULL
            WHERE org_id = \(organization.rawValue) AND id = \(manager.rawValue) AND totp_since IS NULL
            """
        ) == 1
    }

    package func switchOn(_ manager: ManagerID, at now: Instant) throws {
        try connection.execute(
            """
            UPDATE managers SET totp_since = \(now.milliseconds)
            WHERE org_id = \(organization.rawValue) AND id = \(manager.rawValue)
            """
        )
    }

    /// Forgets the secret and all recovery codes.
    package func switchOff(_ manager: ManagerID) throws {
        try connection.execute(
            """
            UPDATE managers SET totp_secret = NULL, totp_since = NULL, totp_last_step = NULL
            WHERE org_id = \(organization.rawValue) AND id = \(manager.rawValue)
            """
        )
        try replaceRecoveryCodes(with: [], of: manager)
    }

    /// Uses up the code of a step, and those of all earlier ones. False where it was used before.
    package func use(step: Int64, of manager: ManagerID) throws -> Bool {
        try connection.execute(
            """
            UPDATE managers SET totp_last_step = \(step)
            WHERE org_id = \(organization.rawValue) AND id = \(manager.rawValue)
              AND (totp_last_step IS NULL OR totp_last_step < \(step))
            """
        ) == 1
    }

    package func replaceRecoveryCodes(with hashes: [[UInt8]], of manager: ManagerID) throws {
        try connection.execute(
            "DELETE FROM recovery_codes WHERE org_id = \(organization.rawValue) AND manager_id = \(manager.rawValue)"
        )
        try connection.execute(
            "INSERT INTO recovery_codes (org_id, manager_id, hash) VALUES (?, ?, ?)",
            rows: hashes.map { [.integer(organization.rawValue), .integer(manager.rawValue), .blob($0)] }
        )
    }

    /// Uses a recovery code up. False where there is no such one, or no more.
    package func use(recoveryCodeHash hash: [UInt8], of manager: ManagerID) throws -> Bool {
        try connection.execute(
            """
            DELETE FROM recovery_codes
            WHERE org_id = \(organization.rawValue) AND manager_id = \(manager.rawValue) AND hash = \(hash)
            """
        ) == 1
    }

    package func countRecoveryCodes(of manager: ManagerID) throws -> Int {
        try connection.first(
            """
            SELECT COUNT(*) FROM recovery_codes
            WHERE org_id = \(organization.rawValue) AND manager_id = \(manager.rawValue)
            """
        ) { try Int($0.integer(0)) } ?? 0
    }
}
