package import Domain
import Stores
import Synchronization

/// The claim of one request on its key: the first transaction that the request commits makes it, together with its work.
///
/// `Claim.$current.withValue(claim) { … }` around the work. So a request that came twice, even at once or after a crash,
/// is carried out once; one that changes nothing claims nothing.
package final class Claim: Sendable {
    @TaskLocal package static var current: Claim?

    let organization: OrganizationID
    let actor: Actor
    let keyHash: [UInt8]
    package let requestHash: [UInt8]
    private let state = Mutex(false)

    /// `keyHash` and `requestHash` are of the key, and of method, path and body.
    package init(of caller: Caller, keyHash: [UInt8], requestHash: [UInt8]) {
        organization = caller.organization
        actor = caller.actor
        self.keyHash = keyHash
        self.requestHash = requestHash
    }

    /// Whether work of the request is committed.
    package var isMade: Bool { state.withLock { $0 } }

    /// Throws `ClaimError.taken` where another request with this key was first.
    func make(in transaction: Transaction) throws {
        guard !isMade else { return }
        let store = AnswerStore(organization, transaction.connection)
        let isFirst = try store.claim(
            keyHash: keyHash,
            requestHash: requestHash,
            by: actor,
            at: transaction.now
        )
        guard isFirst else { throw ClaimError.taken }
    }

    func committed() {
        state.withLock { $0 = true }
    }
}

package enum ClaimError: Error, Hashable, Sendable {
    case taken
}
