/// Why a text cannot be made personal, and where.
package struct PersonalTextError: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String
    /// Characters of the text, counted as Unicode scalars; nil where all of it is meant.
    package let place: Range<Int>?

    package init(_ description: String, at place: Range<Int>? = nil) {
        self.description = description
        self.place = place
    }
}
