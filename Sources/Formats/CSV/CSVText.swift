import Glibc

/// The bytes of one record, known to be UTF-8, as the text of its cells.
struct CSVText {
    private let record: UnsafeRawBufferPointer
    private let isASCII: Bool

    /// A byte that is not UTF-8.
    struct Fault: Error {
        let offset: Int
    }

    /// Checks the whole record at once: cells are cut at ASCII bytes, so the record is UTF-8 just where all of them are.
    init(_ record: UnsafeRawBufferPointer) throws(Fault) {
        self.record = record
        let bytes = record.bindMemory(to: UInt8.self)
        do {
            isASCII = try UTF8Span(validating: bytes.span).isKnownASCII
        } catch {
            throw Fault(offset: error.byteOffsets.lowerBound)
        }
    }

    var holdsNUL: Bool {
        guard let base = record.baseAddress else { return false }
        return memchr(base, 0, record.count) != nil
    }

    /// Returns the text of a cell of this record.
    @inline(__always)
    func text(of cell: CSVScanner.Cell) -> String {
        let bytes = UnsafeRawBufferPointer(rebasing: record[cell.start..<cell.end])
        return switch cell.form {
        case .plain: text(bytes)
        case .doubled: unquoted(bytes, inside: true)
        case .broken: unquoted(bytes, inside: false)
        }
    }

    @inline(__always)
    private func text(_ bytes: UnsafeRawBufferPointer) -> String {
        if bytes.isEmpty { return "" }
        // Strings of up to 15 bytes are kept inline and look for themselves; longer ones remember for good.
        let isASCII = isASCII || (bytes.count > 15 && Self.isASCII(bytes))
        // Unchecked, because the record was checked, and a cell starts and ends where a scalar does.
        let span = UTF8Span(unchecked: bytes.bindMemory(to: UInt8.self).span, isKnownASCII: isASCII)
        return String(copying: span)
    }

    private static func isASCII(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var index = 0
        while index + 8 <= bytes.count {
            let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            if word & 0x8080_8080_8080_8080 != 0 { return false }
            index += 8
        }
        return bytes[index...].allSatisfy { $0 < 0x80 }
    }

    /// Makes doubled quotes one, drops those that open and close, and keeps what follows the closing one as it stands.
    private func unquoted(_ bytes: UnsafeRawBufferPointer, inside: Bool) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count)
        var inside = inside
        var hasClosed = false
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte != CSVScanner.quote || hasClosed {
                text.append(byte)
            } else if !inside {
                inside = true
            } else if index < bytes.count, bytes[index] == CSVScanner.quote {
                text.append(byte)
                index += 1
            } else {
                hasClosed = true
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}

extension CSVScanner {
    /// Returns the text of the record just scanned, which begins on `line`, or says where it is not UTF-8.
    func text(of record: UnsafeRawBufferPointer, line: Int, header: [String]) throws(CSVError) -> CSVText {
        do {
            return try CSVText(record)
        } catch {
            let before = UnsafeRawBufferPointer(rebasing: record[..<error.offset])
            let index = cells.lastIndex { $0.start <= error.offset } ?? 0
            throw .notUTF8(
                line: line + Self.lineEnds(before),
                column: index + 1,
                name: index < header.count ? header[index] : nil
            )
        }
    }
}
