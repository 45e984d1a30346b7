import Domain
import Synchronization

/// Counts how often links to subjects' data are opened from each network address, so that nobody tries them out, nor
/// keeps the database busy with one.
final class SubjectVisits: Sendable {
    static let most = 60
    static let windowMilliseconds: Int64 = 15 * 60_000

    private let visits = Mutex(AttemptWindow(most: most, milliseconds: windowMilliseconds))

    /// Throws `SubjectLinkError.tooManyVisits`.
    func count(from address: String, at now: Instant) throws(SubjectLinkError) {
        guard let wait = visits.withLock({ $0.count(address, at: now) }) else { return }
        throw .tooManyVisits(secondsToWait: Int((wait + 999) / 1_000))
    }
}
