package import Database

extension Migration {
    /// A script for both engines, in which `{integer}`, `{json}`, `{strict}` and `{clustered}` stand for what differs.
    ///
    /// A clustered table is kept in the order of its primary key where the engine can do that.
    init(portable name: String, _ script: String) {
        self.init(
            name: name,
            sqlite: script
                .replacing("{integer}", with: "INTEGER")
                .replacing("{json}", with: "TEXT")
                .replacing("{strict}", with: "STRICT")
                .replacing("{clustered}", with: "STRICT, WITHOUT ROWID"),
            postgres: script
                .replacing("{integer}", with: "BIGINT")
                .replacing("{json}", with: "JSONB")
                .replacing("{strict}", with: "")
                .replacing("{clustered}", with: "")
        )
    }
}
