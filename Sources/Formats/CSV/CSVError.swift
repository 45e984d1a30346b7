package import Domain

/// Why a CSV file as a whole cannot be read; the description says where, and how to mend it.
package enum CSVError: Error, Equatable {
    case missing
    case folder
    /// The system's own words.
    case unreadable(String)
    case empty
    /// The file begins as another kind of file does.
    case notCSV(ForeignFile)
    /// An encoding that cannot be read, by its name.
    case foreignEncoding(String)
    /// Bytes count from 1.
    case notInEncoding(String, byte: Int64)
    /// Columns count from 1; the name is nil in the header and beyond it.
    case notUTF8(line: Int, column: Int, name: String?)
    case unclosedQuote(line: Int)
    /// The quote's line is given where the record's last quote was not closed before the limit.
    case recordTooLong(line: Int, limit: Int, quoteLine: Int?)
    case tooManyColumns(line: Int, found: Int, limit: Int)
    case unnamedColumn(line: Int, column: Int)
    case repeatedColumn(line: Int, name: String, first: Int, second: Int)
    case nulInHeader(line: Int, column: Int)
    case textAfterQuoteInHeader(line: Int, column: Int)

    package enum ForeignFile: Sendable, Equatable {
        case utf32
        /// Also any other ZIP file.
        case workbook
        case oldWorkbook
    }

    /// The line of the file, from 1.
    package var line: Int? {
        switch self {
        case .missing, .folder, .unreadable, .empty, .notCSV, .foreignEncoding, .notInEncoding:
            nil
        case .unclosedQuote(let line), .recordTooLong(let line, _, _), .tooManyColumns(let line, _, _),
            .unnamedColumn(let line, _), .repeatedColumn(let line, _, _, _), .nulInHeader(let line, _),
            .textAfterQuoteInHeader(let line, _), .notUTF8(let line, _, _):
            line
        }
    }

    /// The position of the column in the file, from 1.
    package var column: Int? {
        switch self {
        case .missing, .folder, .unreadable, .empty, .notCSV, .foreignEncoding, .notInEncoding, .unclosedQuote,
            .recordTooLong, .tooManyColumns:
            nil
        case .unnamedColumn(_, let column), .repeatedColumn(_, _, _, let column), .nulInHeader(_, let column),
            .textAfterQuoteInHeader(_, let column), .notUTF8(_, let column, _):
            column
        }
    }
}

extension CSVError: Explained {
    package var explanation: Phrase {
        switch self {
        case .missing:
            "There is no such file."
        case .folder:
            "This is a folder, not a file."
        case .unreadable(let reason):
            "The file cannot be read: \(reason)."
        case .empty:
            "The file is empty. Its first line must name the columns."
        case .notCSV(.utf32):
            "The file is written in UTF-32, not in UTF-8. Save it as “CSV UTF-8” and try again."
        case .foreignEncoding(let name):
            "The file seems to be written in \(name), which cannot be read. Save it as “CSV UTF-8”, or say its encoding."
        case .notInEncoding(let name, let byte):
            "From byte \(byte) on, the file is not \(name). Say its encoding, or save it as “CSV UTF-8”."
        case .notCSV(.workbook):
            "The file is an Excel workbook, not CSV. Save it as “CSV UTF-8”, or give it the name that it should have."
        case .notCSV(.oldWorkbook):
            """
            The file is an old Excel workbook (.xls), not CSV. \
            Save it as “CSV UTF-8”, or give it the name that it should have.
            """
        case .notUTF8(let line, _, let name?):
            """
            Line \(line), column “\(name)” is not UTF-8, so letters of the whole file may be wrong. \
            Save it as “CSV UTF-8” and try again.
            """
        case .notUTF8(let line, let column, nil):
            """
            Line \(line), column \(column) is not UTF-8, so letters of the whole file may be wrong. \
            Save it as “CSV UTF-8” and try again.
            """
        case .unclosedQuote(let line):
            "A quote that opens on line \(line) is never closed. Close it, or write a quote that is text twice."
        case .recordTooLong(let line, let limit, nil):
            "The row on line \(line) is longer than \(Self.size(limit)). Check that its line ends where it should."
        case .recordTooLong(let line, let limit, let quoteLine?):
            """
            The row on line \(line) is longer than \(Self.size(limit)): \
            a quote that opens on line \(quoteLine) seems never to be closed. Close it.
            """
        case .tooManyColumns(let line, let found, let limit):
            "The header on line \(line) has \(found) columns; at most \(limit) can be read. Remove those not needed."
        case .unnamedColumn(let line, let column):
            "Column \(column) has no name in the header on line \(line). Give it one, or remove the column."
        case .repeatedColumn(let line, let name, let first, let second):
            """
            The header on line \(line) names “\(name)” twice, as columns \(first) and \(second). \
            Rename or remove one of them.
            """
        case .nulInHeader(let line, let column):
            """
            Column \(column) of the header on line \(line) holds a NUL character. \
            The file may be UTF-16, or no text at all: save it as “CSV UTF-8”.
            """
        case .textAfterQuoteInHeader(let line, let column):
            """
            In column \(column) of the header on line \(line) text follows the closing quote. \
            A double quote inside a quoted name must be written twice.
            """
        }
    }

    private static func size(_ bytes: Int) -> Phrase {
        if bytes >= 1 << 20, bytes % (1 << 20) == 0 { return "\(bytes >> 20) MiB" }
        if bytes >= 1 << 10, bytes % (1 << 10) == 0 { return "\(bytes >> 10) KiB" }
        return "\(bytes) bytes"
    }
}
