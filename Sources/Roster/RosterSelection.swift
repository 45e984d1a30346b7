/// The contacts of one snapshot that match a question.
package struct RosterSelection: Sendable {
    package let count: Int
}
