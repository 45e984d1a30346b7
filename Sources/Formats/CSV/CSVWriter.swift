package import Domain
import Glibc

/// Writes a CSV file (RFC 4180, UTF-8) record by record through one buffer.
///
/// Writes cells as they are: keeping formulas from running in a spreadsheet is for whoever chooses the cells.
package final class CSVWriter {
    package enum LineEnd: String, Sendable, CaseIterable {
        case lineFeed = "\n"
        case carriageReturnLineFeed = "\r\n"
    }

    /// Bytes handed to the file so far, without those still held.
    package private(set) var bytesWritten: Int64 = 0

    private static let bufferBytes = 256 << 10
    private let delimiter: UInt8
    private let lineEnd: LineEnd
    private var descriptor: Int32
    private var buffer: [UInt8] = []

    /// Makes the file, or empties the one that is there; the byte order mark makes Excel open it as UTF-8.
    package init(
        path: String,
        delimiter: UInt8 = UInt8(ascii: ","),
        lineEnd: LineEnd = .carriageReturnLineFeed,
        byteOrderMark: Bool = false
    ) throws(CSVWriteError) {
        self.delimiter = delimiter
        self.lineEnd = lineEnd
        // Readable by the owner alone: these are people's details.
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        if descriptor < 0 { throw .last }
        buffer.reserveCapacity(Self.bufferBytes + 4096)
        if byteOrderMark {
            buffer += [0xEF, 0xBB, 0xBF]
        }
    }

    deinit {
        if descriptor >= 0 {
            Glibc.close(descriptor)
        }
    }

    /// Writes one record; an error may come with a later record than the one that met it.
    package func write(_ cells: some Collection<String>) throws(CSVWriteError) {
        var isFirst = true
        // A blank line would be no record at all when read.
        let isAlone = cells.count == 1
        for cell in cells {
            if !isFirst {
                buffer.append(delimiter)
            }
            append(cell, quotingBlank: isAlone, isFirst: isFirst)
            isFirst = false
        }
        buffer.append(contentsOf: lineEnd.rawValue.utf8)
        if buffer.count >= Self.bufferBytes {
            try flush()
        }
    }

    /// Writes what is held and closes the file, which is whole only when this returns.
    package func close() throws(CSVWriteError) {
        guard descriptor >= 0 else { return }
        try flush()
        let closed = Glibc.close(descriptor)
        descriptor = -1
        if closed != 0 { throw .last }
    }

    private func append(_ cell: String, quotingBlank: Bool, isFirst: Bool) {
        var cell = cell
        cell.withUTF8 { bytes in
            let special = bytes.contains { byte in
                byte == delimiter || byte == CSVScanner.quote || byte == CSVScanner.lineFeed
                    || byte == CSVScanner.carriageReturn
            }
            let isBlank = quotingBlank && bytes.allSatisfy { $0 == CSVScanner.space }
            // Excel would take an unquoted "sep=" for the declaration of a delimiter, a byte order mark for its own.
            let isMarked = isFirst && (bytes.starts(with: "sep=".utf8) || bytes.starts(with: [0xEF, 0xBB, 0xBF]))
            guard special || isBlank || isMarked else {
                buffer.append(contentsOf: bytes)
                return
            }
            buffer.append(CSVScanner.quote)
            for byte in bytes {
                if byte == CSVScanner.quote {
                    buffer.append(byte)
                }
                buffer.append(byte)
            }
            buffer.append(CSVScanner.quote)
        }
    }

    private func flush() throws(CSVWriteError) {
        var done = 0
        while done < buffer.count {
            let count = buffer.withUnsafeBytes { bytes in
                Glibc.write(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
            }
            if count >= 0 {
                done += count
            } else if errno != EINTR {
                throw .last
            }
        }
        bytesWritten += Int64(done)
        buffer.removeAll(keepingCapacity: true)
    }
}

/// Why a file could not be written.
package enum CSVWriteError: Explained, Equatable {
    case diskFull
    /// The system's own words.
    case failed(String)

    static var last: CSVWriteError {
        errno == ENOSPC || errno == EDQUOT ? .diskFull : .failed(String(cString: strerror(errno)))
    }

    package var explanation: Phrase {
        switch self {
        case .diskFull: "The disk is full. Make room and try again."
        case .failed(let reason): "The file cannot be written: \(reason)."
        }
    }
}
