import Domain
import Formats
import Stores

/// Takes one batch of rows in, within a transaction.
struct ImportWriter: Sendable {
    let started: Import
    let organization: OrganizationID
    /// The properties that the file's columns were taken for; they may not change while it runs.
    let properties: [(key: String, type: PropertyType)]
    /// The name of the column with tags.
    let tagsColumn: String?
    private let unchanged = UnchangedContacts()

    init(
        started: Import,
        organization: OrganizationID,
        properties: [(key: String, type: PropertyType)],
        tagsColumn: String?
    ) {
        self.started = started
        self.organization = organization
        self.properties = properties
        self.tagsColumn = tagsColumn
    }

    struct Outcome: Sendable {
        var counts = ImportCounts()
        /// Contacts that were as the file has them.
        var unchanged: Set<ContactID> = []
        var refusals: [(record: CSVRecord, refusal: ImportRefusal)] = []
    }

    /// Changes nothing but the database: `remember` follows once that is kept for good.
    func write(_ rows: [ImportRow], in transaction: Transaction) throws -> Outcome {
        let catalogue = try transaction.catalogue(of: organization)
        try checkProperties(in: catalogue)
        var opened = try OpenContacts(
            rows.compactMap { try? $0.outcome.get() },
            from: Cause(started),
            organization: organization,
            catalogue: catalogue,
            in: transaction
        )
        var outcome = Outcome()
        for row in rows {
            do {
                try take(row.outcome.get(), &outcome, &opened)
            } catch let refusal as ImportRefusal {
                outcome.refuse(row.record, refusal)
            } catch let error as ContactError {
                outcome.refuse(
                    row.record,
                    ImportRefusal(line: row.record.line, column: tagsColumn, reason: error.explanation)
                )
            }
        }
        try opened.save()
        return outcome
    }

    /// Keeps in mind whom the file has spoken of without changing anything.
    func remember(_ outcome: Outcome) {
        unchanged.insert(outcome.unchanged)
    }

    private func take(_ arrival: Arrival, _ outcome: inout Outcome, _ opened: inout OpenContacts) throws {
        let recognition = opened.recognize(arrival)
        guard let contact = recognition.contact else {
            guard started.mode != .update else {
                outcome.counts.skipped += 1
                return
            }
            try opened.create(arrival, recognition)
            outcome.counts.created += 1
            return
        }
        let isUnchanged = outcome.unchanged.contains(contact.id) || unchanged.contains(contact.id)
        if contact.lastImport == started.id || isUnchanged {
            // Of rows that disagree the first one counts: if the last one did, the same file again would change things.
            let rest = arrival.adding(to: contact)
            _ = try opened.update(contact, rest, opened.recognize(rest, as: contact))
            outcome.counts.merged += 1
        } else if started.mode == .create {
            outcome.counts.skipped += 1
        } else if try opened.update(contact, arrival, recognition) {
            outcome.counts.updated += 1
        } else {
            outcome.counts.unchanged += 1
            outcome.unchanged.insert(contact.id)
        }
    }

    private func checkProperties(in catalogue: Catalogue) throws(ImportError) {
        for (key, type) in properties where catalogue.type(of: .profile(key)) != type {
            throw .propertyChanged(key)
        }
    }
}

extension ImportWriter.Outcome {
    fileprivate mutating func refuse(_ record: CSVRecord, _ refusal: ImportRefusal) {
        counts.refused += 1
        refusals.append((record, refusal))
    }
}
