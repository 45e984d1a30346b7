/// An error that says what is wrong and how to mend it, safe to show: in English, and on pages in their language.
package protocol Explained: Error, CustomStringConvertible {
    var explanation: Phrase { get }
}

extension Explained {
    package var description: String { explanation.description }
}
