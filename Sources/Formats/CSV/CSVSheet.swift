/// Lines of a CSV file (RFC 4180, UTF-8) that people open in a spreadsheet, and that nothing reads back.
package enum CSVSheet {
    /// Stands before the first line: it makes Excel read the file as UTF-8.
    package static let start = "\u{FEFF}"

    /// Each cell in quotes. One that a spreadsheet would run as a formula is made a text by an apostrophe.
    package static func line(_ cells: [String]) -> String {
        cells.map(quoted).joined(separator: ",") + "\r\n"
    }

    private static func quoted(_ cell: String) -> String {
        let isFormula = cell.unicodeScalars.first.map { "=+-@\t\r\n".unicodeScalars.contains($0) } ?? false
        // A number is no formula.
        let text = isFormula && Double(cell) == nil ? "'" + cell : cell
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
