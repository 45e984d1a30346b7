package import Domain

/// One record of a CSV file as it stands there, with what is wrong with its form.
package struct CSVRecord: Sendable, Equatable {
    /// The line of the file where the record begins, from 1; a record may go over several lines.
    package var line: Int
    /// The cells, unquoted and not trimmed: exactly one for each column unless there is a problem.
    package var cells: [String]
    /// Why the record cannot be taken; its cells are then as far as they could be told apart.
    package var problem: CSVProblem?

    package init(line: Int, cells: [String], problem: CSVProblem? = nil) {
        self.line = line
        self.cells = cells
        self.problem = problem
    }

    /// Whether no cell holds anything, as in the rows that spreadsheets leave below a table.
    package var isBlank: Bool {
        cells.allSatisfy { $0.utf8.allSatisfy { $0 == 0x20 } }
    }
}

/// What is wrong with the form of one record; the rest of the file can still be read.
package enum CSVProblem: Error, Equatable {
    case tooManyCells(found: Int, expected: Int)
    case tooFewCells(found: Int, expected: Int)
    case textAfterQuote(column: String)
    case nul(column: String)

    /// The column that the problem lies in, where it lies in one.
    package var column: String? {
        switch self {
        case .tooManyCells, .tooFewCells: nil
        case .textAfterQuote(let column), .nul(let column): column
        }
    }
}

extension CSVProblem: Explained {
    package var explanation: Phrase {
        switch self {
        case .tooManyCells(let found, let expected):
            """
            The row has \(found) cells, but the header has \(expected). \
            A cell that holds the delimiter must stand in double quotes.
            """
        case .tooFewCells(found: 1, let expected):
            """
            The row has 1 cell, but the header has \(expected). \
            A cell that holds a line break must stand in double quotes.
            """
        case .tooFewCells(let found, let expected):
            """
            The row has \(found) cells, but the header has \(expected). \
            A cell that holds a line break must stand in double quotes.
            """
        case .textAfterQuote(let column):
            """
            In column “\(column)” text follows the closing quote. \
            A double quote inside a quoted cell must be written twice.
            """
        case .nul(let column):
            "Column “\(column)” holds a NUL character, which is not text. Remove it."
        }
    }
}
