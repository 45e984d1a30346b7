import Domain
import Formats

/// What a first reading of the whole file tells: whether it can be read to its end, how many rows it has, and what its
/// columns hold. Nothing is changed before it is through.
struct ImportSurvey: Sendable {
    let path: String
    let header: [String]
    let delimiter: UInt8
    let encoding: TextEncoding
    let rows: Int
    let guesses: [TypeGuess]

    /// `isNew` says of which columns' names types are to be guessed; of others the guess is text.
    init(
        path: String,
        encoding: TextEncoding?,
        country: Country,
        guessing isNew: (String) -> Bool
    ) throws {
        let reader = try CSVReader(path: path, encoding: encoding, country: country)
        var guesses = reader.header.map { _ in TypeGuess() }
        let guessed = reader.header.indices.filter { isNew(reader.header[$0]) }
        var rows = 0
        while let record = try reader.next() {
            rows += 1
            guard record.problem == nil else { continue }
            for column in guessed where !record.cells[column].isEmpty {
                guesses[column].see(record.cells[column])
            }
            if rows.isMultiple(of: 1_000) {
                try Task.checkCancellation()
            }
        }
        guard rows > 0 else { throw ImportError.noRows }
        self.path = path
        header = reader.header
        delimiter = reader.delimiter
        self.encoding = reader.encoding
        self.rows = rows
        self.guesses = guesses
    }
}
