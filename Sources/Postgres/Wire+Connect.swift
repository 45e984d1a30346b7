import CPQ
import Database
import Glibc

extension Wire {
    /// What a connection's address may override, as libpq names it.
    private static let defaults = [
        ("connect_timeout", "10"),
        ("keepalives_idle", "30"),
        ("tcp_user_timeout", "60000"),
    ]
    private static let fixed = [
        ("application_name", "kith"),
        ("client_encoding", "UTF8"),
    ]

    /// Waiting longer for a row means that someone hangs: a conflict, which is repeated.
    static let lockTimeout = "10s"
    /// An export of millions of rows to a slow reader must fit.
    static let statementTimeout = "15min"

    private static let settings = """
        SET TimeZone = 'UTC'; SET DateStyle = 'ISO'; SET bytea_output = 'hex'; SET extra_float_digits = 1;
        SET standard_conforming_strings = on; SET client_min_messages = warning;
        \(timeouts)
        """
    static let timeouts = "SET lock_timeout = '\(lockTimeout)'; SET statement_timeout = '\(statementTimeout)'"
    static let noTimeouts = "SET lock_timeout = 0; SET statement_timeout = 0"

    /// Opens a connection. Blocks; throws `DatabaseError.Kind.unavailable` with libpq's words.
    static func connect(_ url: String) throws -> OpaquePointer {
        try refuseUnreadable(url)
        // Of two values for a keyword libpq takes the later one; the address stands in place of the database's name.
        let parameters = defaults + [("dbname", url)] + fixed
        let keywords = parameters.map { strdup($0.0) }
        let values = parameters.map { strdup($0.1) }
        defer {
            for copy in keywords + values {
                free(copy)
            }
        }
        let connection = PQconnectdbParams(
            keywords.map { UnsafePointer($0) } + [nil],
            values.map { UnsafePointer($0) } + [nil],
            1
        )
        guard let connection else {
            throw DatabaseError(kind: .unavailable, message: "no memory for a connection to PostgreSQL")
        }
        // Notices would go to standard error.
        PQsetNoticeProcessor(connection, { _, _ in }, nil)
        do {
            guard PQstatus(connection) == CONNECTION_OK else {
                throw PostgresFailure(brokenConnection: connection).error
            }
            guard let result = PQexec(connection, settings) else {
                throw PostgresFailure(brokenConnection: connection).error
            }
            defer { PQclear(result) }
            guard PQresultStatus(result) == PGRES_COMMAND_OK else {
                throw PostgresFailure(result: result, connection: connection).error
            }
            return connection
        } catch {
            PQfinish(connection)
            throw error
        }
    }

    /// What libpq says about an address that it cannot read repeats it, the password included.
    private static func refuseUnreadable(_ url: String) throws {
        let options = PQconninfoParse(url, nil)
        guard options != nil else {
            throw DatabaseError(
                kind: .unavailable,
                message: "the address of the PostgreSQL server cannot be read: "
                    + "it must look like postgres://user:password@host:5432/database"
            )
        }
        PQconninfoFree(options)
    }
}
