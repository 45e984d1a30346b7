package import Domain

/// Collects contacts, in any order, into the columns of a part.
package struct PartBuilder: ~Copyable {
    package init() {}

    /// Adds a contact, unless it is anonymous. Of several with one id, the last one stays.
    package mutating func add(_ contact: Contact) {
        fatalError()
    }
}
