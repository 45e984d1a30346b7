package import Database

/// The schema of Kith: all migrations, in the order in which they are applied.
///
/// Each area has a file beside this one. Steps that were released never change; new ones are added at the end.
package enum KithSchema {
    package static let migrations: [Migration] = accounts
}

extension Migration {
    /// Makes a step of tables written once, in SQLite's words.
    ///
    /// For PostgreSQL `INTEGER` becomes `BIGINT`, `BLOB` becomes `BYTEA`, and `STRICT` is left out, as it always is.
    package init(name: String, tables script: StaticString) {
        let sqlite = script.description
        let postgres =
            sqlite
            .replacing("INTEGER", with: "BIGINT")
            .replacing("BLOB", with: "BYTEA")
            .replacing(") STRICT;", with: ");")
        self.init(name: name, sqlite: sqlite, postgres: postgres)
    }
}
