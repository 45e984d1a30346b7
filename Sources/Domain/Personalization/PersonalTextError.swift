/// Why a text cannot be made personal, and where.
package struct PersonalTextError: Explained, Hashable {
    package let explanation: Phrase
    /// Characters of the text, counted as Unicode scalars; nil where all of it is meant.
    package let place: Range<Int>?

    package init(_ explanation: Phrase, at place: Range<Int>? = nil) {
        self.explanation = explanation
        self.place = place
    }
}
