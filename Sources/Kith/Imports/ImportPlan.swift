import Domain
import Stores

/// All that is settled before the first row of a file is taken in.
struct ImportPlan: Sendable {
    let options: ImportOptions
    let organization: Organization
    let actor: Actor
    let tag: String?
    let survey: ImportSurvey
    let mapping: ImportMapping
    let rowReader: ImportRowReader

    func reader() throws -> ImportReader {
        try ImportReader(survey, rowReader: rowReader, batchRows: options.batchRows)
    }

    func batches() throws -> ImportBatches {
        try ImportBatches(survey, rowReader: rowReader, batchRows: options.batchRows)
    }

    /// Makes the import itself and the new properties.
    func begin(in transaction: Transaction) throws -> ImportWriter {
        let started = Import(
            id: try transaction.nextID(),
            file: options.fileName,
            kind: options.kind,
            mode: options.mode,
            tag: tag,
            actor: actor,
            startedAt: transaction.now
        )
        try ImportStore(organization.id, transaction.connection).insert(started)
        // Another import may have made the same properties meanwhile.
        let catalogue = try transaction.catalogue(of: organization.id)
        let newProperties = mapping.columns.newProperties.filter { catalogue.properties[$0.key] == nil }
        let count = catalogue.properties.count + newProperties.count
        guard count <= Property.limit else { throw ImportError.tooManyProperties(count) }
        if !newProperties.isEmpty {
            try PropertyStore(organization.id, transaction.connection).insert(newProperties)
            transaction.note(Changed(catalogue: true), in: organization.id)
        }
        return ImportWriter(
            started: started,
            organization: organization.id,
            properties: mapping.targets.compactMap(\.property),
            tagsColumn: mapping.targets.firstIndex(of: .tags).map { survey.header[$0] }
        )
    }
}
