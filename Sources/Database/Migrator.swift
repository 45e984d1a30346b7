/// One step of the schema: a script of several statements for each engine.
package struct Migration: Sendable {
    /// What is kept in the table `migrations`; never changes once released.
    package let name: String
    private let scripts: [Dialect: String]

    package init(name: String, sqlite: String, postgres: String) {
        self.name = name
        scripts = [.sqlite: sqlite, .postgres: postgres]
    }

    /// Makes a step that both engines understand in the same words.
    package init(name: String, both script: String) {
        self.init(name: name, sqlite: script, postgres: script)
    }

    fileprivate func script(for dialect: Dialect) -> String {
        scripts[dialect, default: ""]
    }
}

/// Brings a database to the schema that this program needs, also while other processes try the same.
package struct Migrator: Sendable {
    /// A process waits this long for another one that is migrating.
    private static let patience: Duration = .seconds(600)

    private let migrations: [Migration]

    package init(_ migrations: [Migration]) {
        self.migrations = migrations
    }

    /// Applies the migrations that the database lacks, each in one transaction, and returns their names.
    ///
    /// `now` is in UTC milliseconds. Throws `MigrationError` and applies nothing when the database is ahead.
    package func migrate(_ engine: any Engine, at now: Int64) async throws -> [String] {
        var applied: [String] = []
        let policy = RetryPolicy(mostConflicts: .max, patience: Self.patience)
        for migration in migrations {
            let isNew = try await engine.write(retrying: policy) { connection in
                try connection.waitForOtherMigrators()
                guard try !namesApplied(connection).contains(migration.name) else { return false }
                try connection.execute(unsafeScript: migration.script(for: connection.dialect))
                try connection.execute(
                    "INSERT INTO migrations (name, applied_at) VALUES (\(migration.name), \(now))"
                )
                return true
            }
            if isNew {
                applied.append(migration.name)
            }
        }
        return applied
    }

    /// Makes the table where it is missing, and refuses names that this program does not know.
    private func namesApplied(_ connection: any Connection) throws -> Set<String> {
        try connection.execute(
            "CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, applied_at BIGINT NOT NULL)"
        )
        let names = try connection.all("SELECT name FROM migrations ORDER BY name") { try $0.text(0) }
        let unknown = names.filter { name in !migrations.contains { $0.name == name } }
        guard unknown.isEmpty else { throw MigrationError.madeByNewerKith(unknown) }
        return Set(names)
    }
}

extension Connection {
    /// Lets one migrator in at a time, before it reads what is applied.
    fileprivate func waitForOtherMigrators() throws {
        switch dialect {
        case .sqlite:
            // A write transaction holds SQLite's only write lock from its beginning.
            break
        case .postgres:
            // A schema of its own is a database of its own here. Long migrations outlast the usual limits.
            try execute(unsafeScript: "SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0")
            try forEach(
                """
                SELECT pg_advisory_xact_lock(
                    hashtextextended('kith migrations ' || COALESCE(current_schema(), ''), 0))
                """
            ) { _ in }
        }
    }
}

/// Why a database cannot be migrated.
package enum MigrationError: Error, Sendable, Equatable, CustomStringConvertible {
    case madeByNewerKith([String])

    package var description: String {
        switch self {
        case .madeByNewerKith(let names):
            "this database was made by a newer Kith (it has the migrations \(names.joined(separator: ", ")), "
                + "which this program does not know): install that version or a later one"
        }
    }
}
