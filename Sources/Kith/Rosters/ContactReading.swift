import Database
import Domain

/// What a verb reads contacts with: one state of the database, what is defined in it, and who matches.
struct ContactReading {
    let connection: any Connection
    /// As the caller sees it.
    let catalogue: Catalogue
    let index: ContactIndex
}
