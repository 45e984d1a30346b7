/// What the database is, and how much it holds, of all organizations.
package struct Storage: Hashable, Sendable {
    /// The program and its version, such as `SQLite 3.40.1`.
    package let name: String
    package let bytes: Int64

    package init(name: String, bytes: Int64) {
        self.name = name
        self.bytes = bytes
    }
}
