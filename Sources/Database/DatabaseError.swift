/// What went wrong in the database, in terms that both engines share.
package struct DatabaseError: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Kind: Sendable, Equatable {
        /// A transaction lost a race (serialization failure, deadlock, busy): repeating it is right.
        case conflict
        /// A unique index refused a row.
        case notUnique
        /// A foreign key, check or not-null rule refused a row.
        case constraint
        /// The disk, or the quota, is full.
        case full
        /// The server or the file cannot be reached.
        case unavailable
        /// The connection broke while a commit was under way: it may or may not have taken place.
        case commitUnknown
        /// A row held something that its reader did not expect.
        case unexpectedValue
        /// The engine was closed.
        case closed
        /// Anything else; the message is the engine's own.
        case other
    }

    package var kind: Kind
    /// The engine's own words. May name tables and indexes, never bound values.
    package var message: String

    package init(kind: Kind, message: String) {
        self.kind = kind
        self.message = message
    }

    package var description: String { message }

    /// What every call on a closed engine throws.
    package static let closed = DatabaseError(kind: .closed, message: "the database was closed")

    /// PostgreSQL cannot hold the character, so neither engine takes it.
    package static let textWithNUL = DatabaseError(
        kind: .constraint,
        message: "text with a NUL character cannot be stored"
    )

    /// SQLite cannot hold it, so neither engine takes it.
    package static let notANumber = DatabaseError(
        kind: .constraint,
        message: "a real that is not a number cannot be stored"
    )
}
