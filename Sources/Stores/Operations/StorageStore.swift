package import Database
package import Domain

/// What the database says about itself.
package struct StorageStore {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    /// Throws `DatabaseError`.
    package func storage() throws -> Storage {
        let storage =
            switch connection.dialect {
            case .sqlite:
                try connection.first(
                    """
                    SELECT 'SQLite ' || sqlite_version(), page_count * page_size
                    FROM pragma_page_count(), pragma_page_size()
                    """,
                    Self.storage
                )
            case .postgres:
                try connection.first(
                    """
                    SELECT 'PostgreSQL ' || current_setting('server_version'),
                        COALESCE(SUM(pg_total_relation_size(oid)), 0)::BIGINT
                    FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace
                    """,
                    Self.storage
                )
            }
        return storage ?? Storage(name: "", bytes: 0)
    }

    private static func storage(_ row: any Row) throws -> Storage {
        Storage(name: try row.text(0), bytes: try row.integer(1))
    }
}
