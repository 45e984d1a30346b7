import Domain
import Stores

extension OpenContacts {
    /// Lets a person go from everywhere, as a deletion does, but for a trace that leads to nobody.
    ///
    /// The change feed does not name the trace, which is in no roster: beside the id that went it would say whose it was.
    mutating func anonymise(_ contact: Contact) throws {
        delete(contact)
        traces.append((contact.id, contact.trace(as: try transaction.nextID(), in: catalogue.zone)))
    }

    func saveTraces() throws {
        guard !traces.isEmpty else { return }
        let connection = transaction.connection
        try ContactStore(organization, connection).insert(traces.map(\.trace))
        for (contact, trace) in traces {
            try EventStore(organization, connection)
                .leaveTrace(of: contact, as: trace.id, in: catalogue.zone, at: transaction.now)
        }
    }
}
