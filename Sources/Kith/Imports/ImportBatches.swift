import Domain
import Formats

/// One row of a batch: what it says, or why it is refused.
struct ImportRow: Sendable {
    let record: CSVRecord
    let outcome: Result<Arrival, ImportRefusal>
}

/// Reads a file a batch of rows at a time.
final class ImportReader {
    private let reader: CSVReader
    private let rowReader: ImportRowReader
    private let batchRows: Int

    init(_ survey: ImportSurvey, rowReader: ImportRowReader, batchRows: Int) throws {
        reader = try CSVReader(path: survey.path, delimiter: survey.delimiter, encoding: survey.encoding)
        self.rowReader = rowReader
        self.batchRows = batchRows
    }

    /// The next rows, or none at the end of the file.
    func next() throws -> [ImportRow] {
        var rows: [ImportRow] = []
        rows.reserveCapacity(batchRows)
        while rows.count < batchRows, let record = try reader.next() {
            let outcome: Result<Arrival, ImportRefusal>
            do throws(ImportRefusal) {
                outcome = .success(try rowReader.arrival(record))
            } catch {
                outcome = .failure(error)
            }
            rows.append(ImportRow(record: record, outcome: outcome))
        }
        return rows
    }
}

/// Reads a batch while the one before is being written.
actor ImportBatches {
    private let reader: ImportReader

    init(_ survey: ImportSurvey, rowReader: ImportRowReader, batchRows: Int) throws {
        reader = try ImportReader(survey, rowReader: rowReader, batchRows: batchRows)
    }

    func next() throws -> [ImportRow] {
        try reader.next()
    }
}
