import Glibc

/// Turns bytes of an encoding into UTF-8, a part at a time.
final class TextConverter {
    /// The first byte of the part that is nothing in the encoding.
    struct Fault: Error {
        let offset: Int
    }

    private let handle: iconv_t

    /// Nil where the system does not know the encoding.
    init?(from encoding: TextEncoding) {
        guard let handle = iconv_open("UTF-8", encoding.converterName), Int(bitPattern: handle) != -1 else {
            return nil
        }
        self.handle = handle
    }

    deinit { iconv_close(handle) }

    /// Converts as much as there is room for, up to the last whole letter; says how many bytes of each it was.
    func convert(
        _ bytes: UnsafeRawBufferPointer,
        into room: UnsafeMutableRawBufferPointer
    ) throws(Fault) -> (read: Int, written: Int) {
        var input = UnsafeMutablePointer(mutating: bytes.bindMemory(to: CChar.self).baseAddress)
        var output = room.bindMemory(to: CChar.self).baseAddress
        var (left, space) = (bytes.count, room.count)
        let result = iconv(handle, &input, &left, &output, &space)
        // A letter whose other bytes are still to come, or that there is no room for, comes next time.
        if result == -1, errno != E2BIG, errno != EINVAL {
            throw Fault(offset: bytes.count - left)
        }
        return (bytes.count - left, room.count - space)
    }
}
