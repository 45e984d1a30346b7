package import Database

/// Keeps by what the instance's secret is known again, so that a wrong one is noticed before it seals anything.
package struct SecretCheckStore {
    private static let name = "instance"

    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    package func find() throws -> [UInt8]? {
        try connection.first("SELECT hash FROM secret_checks WHERE name = \(Self.name)") { try $0.blob(0) }
    }

    /// Keeps the check of a first secret; where there is one already it stays.
    package func insert(_ hash: [UInt8]) throws {
        try connection.execute(
            "INSERT INTO secret_checks (name, hash) VALUES (\(Self.name), \(hash)) ON CONFLICT (name) DO NOTHING"
        )
    }

    package func delete() throws {
        try connection.execute("DELETE FROM secret_checks WHERE name = \(Self.name)")
    }
}
