import Database
import Glibc

/// Values in the text that PostgreSQL reads; the server infers each one's type from where it stands.
struct Parameters {
    private static let hexDigits = Array("0123456789abcdef".utf8)

    /// The values one after the other, each closed by a NUL.
    private var bytes: [CChar] = []
    /// Where each value begins, or nil for NULL.
    private var starts: [Int?] = []

    init(_ values: [SQLValue]) throws {
        starts.reserveCapacity(values.count)
        for value in values {
            try append(value)
        }
    }

    /// Calls the body with the addresses that libpq wants.
    func withPointers<Result>(_ body: (Int32, UnsafePointer<UnsafePointer<CChar>?>?) -> Result) -> Result {
        bytes.withUnsafeBufferPointer { bytes in
            withUnsafeTemporaryAllocation(of: UnsafePointer<CChar>?.self, capacity: starts.count) { pointers in
                for (place, start) in starts.enumerated() {
                    let address = start.flatMap { start in bytes.baseAddress.map { $0 + start } }
                    pointers.initializeElement(at: place, to: address)
                }
                return body(Int32(starts.count), UnsafePointer(pointers.baseAddress))
            }
        }
    }

    private mutating func append(_ value: SQLValue) throws {
        switch value {
        case .null:
            starts.append(nil)
        case .integer(let integer):
            append(utf8: String(integer))
        case .real(let real):
            guard !real.isNaN else { throw DatabaseError.notANumber }
            // The shortest digits that read back as the same double.
            append(utf8: String(real))
        case .text(var text):
            let hasNUL = text.withUTF8 { utf8 in utf8.baseAddress.map { memchr($0, 0, utf8.count) != nil } ?? false }
            guard !hasNUL else { throw DatabaseError.textWithNUL }
            append(utf8: text)
        case .blob(let blob):
            starts.append(bytes.count)
            bytes.append(CChar(UInt8(ascii: "\\")))
            bytes.append(CChar(UInt8(ascii: "x")))
            bytes.reserveCapacity(bytes.count + blob.count * 2 + 1)
            for byte in blob {
                bytes.append(CChar(Self.hexDigits[Int(byte >> 4)]))
                bytes.append(CChar(Self.hexDigits[Int(byte & 15)]))
            }
            bytes.append(0)
        }
    }

    private mutating func append(utf8 text: String) {
        var text = text
        starts.append(bytes.count)
        text.withUTF8 { utf8 in
            utf8.withMemoryRebound(to: CChar.self) { bytes.append(contentsOf: $0) }
        }
        bytes.append(0)
    }
}
