package import Database

/// The schema of Kith: all migrations, in the order in which they are applied.
///
/// Each area has a file beside this one. Steps that were released never change; new ones are added at the end.
package enum KithSchema {
    package static let migrations: [Migration] =
        accounts + contacts + audit + deletions + jobs + answers + catalogue + liveSegments + pastedTerms + avatars
        + subscription + privacy + sites
}

extension Migration {
    /// Makes a step of tables written once, in SQLite's words and with `JSON` for columns that hold JSON.
    ///
    /// For SQLite `JSON` becomes `TEXT`. For PostgreSQL it becomes `JSONB`, `INTEGER` `BIGINT` and `BLOB` `BYTEA`, and
    /// what says how SQLite keeps a table is left out.
    package init(name: String, tables script: StaticString) {
        self.init(
            name: name,
            sqlite: script.description.replacing(" JSON", with: " TEXT"),
            postgres: script.description
                .replacing(" JSON", with: " JSONB")
                .replacing("INTEGER", with: "BIGINT")
                .replacing("BLOB", with: "BYTEA")
                .replacing(") STRICT, WITHOUT ROWID;", with: ");")
                .replacing(") STRICT;", with: ");")
        )
    }
}
