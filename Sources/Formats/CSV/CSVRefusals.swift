/// The file of refused rows: each as it came, with its line, the column at fault and the reason behind it.
///
/// Once mended it can be imported as it is.
package final class CSVRefusals {
    /// How many rows were written.
    package private(set) var count = 0

    private let writer: CSVWriter
    private let width: Int

    /// Makes the file, with the names of the three columns changed where the header already has such.
    package init(path: String, header: [String], delimiter: UInt8) throws(CSVWriteError) {
        writer = try CSVWriter(path: path, delimiter: delimiter, byteOrderMark: true)
        width = header.count
        try writer.write(Self.header(after: header))
    }

    /// Writes one row; cells beyond the header go behind the reason, so that line, column and reason stay in place.
    package func write(_ record: CSVRecord, column: String?, reason: String) throws(CSVWriteError) {
        var cells = Array(record.cells.prefix(width))
        cells += repeatElement("", count: width - cells.count)
        cells += ["\(record.line)", column ?? "", reason]
        cells += record.cells.dropFirst(width)
        try writer.write(cells)
        count += 1
    }

    package func close() throws(CSVWriteError) {
        try writer.close()
    }

    private static func header(after names: [String]) -> [String] {
        var all = names
        for wanted in ["line", "column", "reason"] {
            var name = wanted
            var number = 2
            while all.contains(name) {
                name = "\(wanted) \(number)"
                number += 1
            }
            all.append(name)
        }
        return all
    }
}
