import ArgumentParser
import Domain
import Foundation

/// How a command answers: in words, or as one JSON object a line for scripts.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Answer with one JSON object a line.")
    var json = false

    /// Prints the one or the other.
    func answer(_ words: @autoclosure () -> String, _ object: @autoclosure () -> JSON) {
        Terminal.print(json ? object().description : words())
    }
}

enum Terminal {
    /// Writes a line to the standard output at once.
    static func print(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }

    /// Writes to the standard error, where it does not mix with answers.
    static func say(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }

    /// Writes over the current line of a terminal; nothing where the standard error is none.
    static func show(_ line: String) {
        guard isTerminal else { return }
        FileHandle.standardError.write(Data(("\r\u{1B}[2K" + line).utf8))
    }

    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// A table with aligned columns.
    static func table(_ rows: [[String]]) -> String {
        guard let first = rows.first else { return "" }
        let widths = first.indices.map { column in rows.map { $0[column].terminalWidth }.max() ?? 0 }
        return rows.map { row in
            zip(row, widths).map { cell, width in
                cell + String(repeating: " ", count: width - cell.terminalWidth)
            }.joined(separator: "  ").trimmingCharacters(in: .whitespaces)
        }.joined(separator: "\n")
    }
}
