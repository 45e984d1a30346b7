package import Domain
import Synchronization

/// Whom the answer to a request is about: where the answer is kept, it goes when that contact is deleted.
package final class AnswerSubject: Sendable {
    private let noted = Mutex<ContactID?>(nil)

    package init() {}

    var contact: ContactID? { noted.withLock { $0 } }

    package func note(_ contact: ContactID) {
        noted.withLock { $0 = contact }
    }
}
