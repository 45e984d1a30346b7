package import Domain

/// The ids of a segment's members as they are kept: parts of at most 65,536, each the differences of its ascending ids as
/// numbers of seven bits a byte, the lowest first, the first of them from zero.
package enum MemberParts {
    package static let size = 65_536

    package static func parts(of ids: [ContactID]) -> [[UInt8]] {
        stride(from: 0, to: ids.count, by: size).map { bytes(of: ids[$0..<min($0 + size, ids.count)]) }
    }

    /// Throws where the bytes are none of these.
    package static func append(_ bytes: [UInt8], to ids: inout [ContactID]) throws(MemberPartsError) {
        var last: UInt64 = 0
        var difference: UInt64 = 0
        var shift: UInt64 = 0
        for byte in bytes {
            guard shift < 63 || (shift == 63 && byte < 2) else { throw MemberPartsError() }
            difference |= UInt64(byte & 0x7f) << shift
            if byte & 0x80 != 0 {
                shift += 7
                continue
            }
            let (sum, isTooLarge) = last.addingReportingOverflow(difference)
            guard !isTooLarge, let id = Int64(exactly: sum) else { throw MemberPartsError() }
            ids.append(ContactID(rawValue: id))
            (last, difference, shift) = (sum, 0, 0)
        }
        guard shift == 0 else { throw MemberPartsError() }
    }

    private static func bytes(of ids: ArraySlice<ContactID>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(ids.count * 3)
        var last: Int64 = 0
        for id in ids {
            var difference = UInt64(id.rawValue - last)
            while difference >= 0x80 {
                bytes.append(UInt8(difference & 0x7f) | 0x80)
                difference >>= 7
            }
            bytes.append(UInt8(difference))
            last = id.rawValue
        }
        return bytes
    }
}

/// Kept members that cannot be read: the bytes were damaged.
package struct MemberPartsError: Error, Hashable, Sendable, CustomStringConvertible {
    package var description: String { "the kept members of a segment are damaged" }
}
