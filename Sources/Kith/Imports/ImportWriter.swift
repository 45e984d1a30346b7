import Domain
import Formats
import Stores

/// Takes one batch of rows in, within a transaction.
struct ImportWriter: Sendable {
    let started: Import
    let organization: OrganizationID
    /// The properties that the file's columns were taken for; they may not change while it runs.
    let properties: [Property]

    struct Outcome: Sendable {
        var counts = ImportCounts()
        var refusals: [(record: CSVRecord, refusal: ImportRefusal)] = []
        var seq: Int64?
    }

    func write(_ rows: [ImportRow], in transaction: Transaction) throws -> Outcome {
        let catalogue = try Catalogue(of: organization, transaction.connection)
        try checkProperties(in: catalogue)
        var gathering = try Gathering(
            rows.compactMap { try? $0.outcome.get() },
            from: source,
            organization: organization,
            catalogue: catalogue,
            in: transaction
        )
        var outcome = Outcome()
        for row in rows {
            do {
                try take(row.outcome.get(), &outcome.counts, &gathering)
            } catch let refusal as ImportRefusal {
                outcome.refuse(row.record, refusal)
            } catch let error as GatheringError {
                outcome.refuse(
                    row.record,
                    ImportRefusal(line: row.record.line, column: nil, reason: error.description)
                )
            }
        }
        let changed = try gathering.save()
        if !changed.isEmpty {
            outcome.seq = try ChangeStore(organization, transaction.connection).append(changed, at: transaction.now)
        }
        return outcome
    }

    private func take(_ arrival: Arrival, _ counts: inout ImportCounts, _ gathering: inout Gathering) throws {
        let recognition = gathering.recognize(arrival)
        guard let contact = recognition.contact else {
            guard started.mode != .update else {
                counts.skipped += 1
                return
            }
            try gathering.create(arrival, recognition)
            counts.created += 1
            return
        }
        let isOfThisFile = contact.lastImport == started.id
        guard started.mode != .create || isOfThisFile else {
            counts.skipped += 1
            return
        }
        let isChanged = try gathering.update(contact, arrival, recognition)
        if isOfThisFile {
            counts.merged += 1
        } else if isChanged {
            counts.updated += 1
        } else {
            counts.unchanged += 1
        }
    }

    private func checkProperties(in catalogue: Catalogue) throws(ImportError) {
        for property in properties {
            let current = catalogue.properties[property.key]
            guard let current, current.type == property.type, !current.isArchived else {
                throw .propertyChanged(property.key)
            }
        }
    }

    private var source: ArrivalSource {
        ArrivalSource(
            actor: started.actor,
            event: .imported,
            consent: "import",
            importID: started.id,
            importTag: started.tag,
            members: [
                JSON.Member("import", .string(started.id.description)), JSON.Member("file", .string(started.file)),
            ]
        )
    }
}

extension ImportWriter.Outcome {
    fileprivate mutating func refuse(_ record: CSVRecord, _ refusal: ImportRefusal) {
        counts.refused += 1
        refusals.append((record, refusal))
    }
}
