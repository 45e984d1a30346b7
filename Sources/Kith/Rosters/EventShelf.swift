import Database
import Domain
import Roster
import Stores
import Synchronization

/// Who passes conditions on events, as the database said when it was asked last, and who has changed since.
///
/// Whatever writes the events of a contact notes the contact in the change feed: those alone are asked about again. A
/// relative window moves by the whole minute, and is then another condition.
final class EventShelf: Sendable {
    /// More are asked for again each time.
    private static let mostAnswers = 64
    private static let mostContacts = 1_000_000
    /// Where more contacts have changed, all are asked about.
    private static let mostChanged = 10_000

    private struct Answer {
        /// Ascending.
        var contacts: [ContactID]
        /// The last change that it knows.
        var seq: Int64
        var lastAsked: UInt64
    }

    private struct State {
        var answers: [Predicate.EventTest: Answer] = [:]
        var questions: UInt64 = 0
    }

    private let state = Mutex(State())

    /// The bytes of all answers.
    var bytes: Int {
        state.withLock { state in
            state.answers.values.reduce(0) { $0 + $1.contacts.count * MemoryLayout<ContactID>.stride }
        }
    }

    func removeAll() {
        state.withLock { $0.answers = [:] }
    }

    /// The contacts that pass, ascending, as the transaction of a connection sees them.
    func contacts(
        passing test: Predicate.EventTest,
        of organization: OrganizationID,
        in catalogue: Catalogue,
        _ connection: any Connection
    ) throws -> [ContactID] {
        let known = state.withLock { state in
            state.questions += 1
            state.answers[test]?.lastAsked = state.questions
            return state.answers[test]
        }
        let changes = ChangeStore(organization, connection)
        let newest = try changes.newest()
        if let known, known.seq == newest { return known.contacts }
        var selection = ContactSelection(predicate: .events(test), catalogue: catalogue)
        let store = ContactStore(organization, connection)
        let contacts: [ContactID]
        // A transaction that began before another may be older than the answer, which is then of no use to it.
        if let known, known.seq < newest,
            let changed = try changes.contactsChanged(after: known.seq, upTo: newest, atMost: Self.mostChanged)
        {
            selection.among = changed.sorted()
            let passing = try changed.isEmpty ? [] : store.ids(selection)
            contacts =
                passing.isEmpty && changed.isEmpty
                ? known.contacts : (known.contacts.filter { !changed.contains($0) } + passing).sorted()
        } else {
            contacts = try store.ids(selection)
        }
        keep(contacts, seq: newest, of: test)
        return contacts
    }

    private func keep(_ contacts: [ContactID], seq: Int64, of test: Predicate.EventTest) {
        state.withLock { state in
            guard contacts.count <= Self.mostContacts else {
                state.answers[test] = nil
                return
            }
            guard state.answers[test].map({ $0.seq < seq }) ?? true else { return }
            state.answers[test] = Answer(contacts: contacts, seq: seq, lastAsked: state.questions)
            if state.answers.count > Self.mostAnswers,
                let oldest = state.answers.min(by: { $0.value.lastAsked < $1.value.lastAsked })
            {
                state.answers[oldest.key] = nil
            }
        }
    }
}
