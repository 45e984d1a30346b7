/// Makes one contact of several that somebody chose, by the rules of `Unification`. It cannot be undone.
package struct Merge: Hashable, Sendable {
    /// How many contacts one merge may take, the primary included.
    package static let most = 20

    /// What a contact brought that does not stand any more.
    package struct Loss: Hashable, Sendable {
        package let contact: Contact
        /// By key; of a value of the primary that a verified one replaced, too.
        package let values: [String: Value]
    }

    /// The primary with all that came to it.
    package let result: Contact
    /// One for each of the others, in their order.
    package let losses: [Loss]

    package init(_ primary: Contact, absorbing others: [Contact]) {
        var result = primary
        var losses: [Loss] = []
        for other in others {
            let unification = Unification(result, absorbing: other)
            result = unification.primary
            losses.append(Loss(contact: other, values: unification.lost))
        }
        self.result = result
        self.losses = losses
    }
}
