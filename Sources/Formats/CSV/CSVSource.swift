import Glibc

/// A file read in blocks, of which a window is held: from the record under way to the last byte read.
final class CSVSource {
    private(set) var isAtEnd = false

    private let descriptor: Int32
    /// Nil for UTF-8, which needs none.
    private var conversion: Conversion?
    private var blockBytes: Int
    private var storage: UnsafeMutableRawBufferPointer
    private var start = 0
    private var end = 0

    /// Opens a file, which must not be a folder.
    init(path: String, blockBytes: Int) throws(CSVError) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        self.blockBytes = blockBytes
        storage = .allocate(byteCount: blockBytes * 2, alignment: 16)
        var status = stat()
        guard descriptor >= 0, fstat(descriptor, &status) == 0 else {
            throw errno == ENOENT || errno == ENOTDIR ? .missing : .unreadable(Self.lastReason)
        }
        if status.st_mode & S_IFMT == S_IFDIR { throw .folder }
    }

    deinit {
        storage.deallocate()
        if descriptor >= 0 {
            close(descriptor)
        }
    }

    /// What is held of the file; valid until the next `fill`.
    var window: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: storage[start..<end])
    }

    /// Forgets the first bytes of the window.
    func consume(_ count: Int) {
        start += count
    }

    /// Reads the file from its start again, in another encoding: the window is UTF-8 then.
    func restart(in encoding: TextEncoding) throws(CSVError) {
        guard lseek(descriptor, 0, SEEK_SET) == 0, let converter = TextConverter(from: encoding) else {
            throw .unreadable(Self.lastReason)
        }
        // Room for one letter at least.
        blockBytes = max(blockBytes, 16)
        conversion = Conversion(encoding, converter, blockBytes: blockBytes)
        (start, end, isAtEnd) = (0, 0, false)
    }

    /// Reads one more block behind the window, or finds the end of the file.
    func fill() throws(CSVError) {
        makeRoom()
        let room = UnsafeMutableRawBufferPointer(rebasing: storage[end..<(end + blockBytes)])
        let count =
            if let conversion {
                try conversion.read(into: room, from: descriptor)
            } else {
                try Self.read(descriptor, into: room)
            }
        if count == 0 { isAtEnd = true }
        end += count
    }

    /// Reads some bytes, or none at the end of the file.
    private static func read(
        _ descriptor: Int32,
        into room: UnsafeMutableRawBufferPointer
    ) throws(CSVError) -> Int {
        while true {
            let count = Glibc.read(descriptor, room.baseAddress, room.count)
            if count >= 0 { return count }
            if errno != EINTR { throw .unreadable(lastReason) }
        }
    }

    /// Moves the window to the front, and doubles the storage only when the record under way needs it.
    private func makeRoom() {
        if storage.count - end >= blockBytes { return }
        let held = window
        if held.count + blockBytes <= storage.count {
            storage.copyMemory(from: held)
        } else {
            let larger = UnsafeMutableRawBufferPointer.allocate(
                byteCount: max(storage.count * 2, held.count + blockBytes),
                alignment: 16
            )
            larger.copyMemory(from: held)
            storage.deallocate()
            storage = larger
        }
        start = 0
        end = held.count
    }

    private static var lastReason: String {
        String(cString: strerror(errno))
    }

    /// The bytes of a file in another encoding that are still to be converted.
    private final class Conversion {
        private let encoding: TextEncoding
        private let converter: TextConverter
        private let bytes: UnsafeMutableRawBufferPointer
        private var count = 0
        /// Bytes of the file before those that are held.
        private var offset: Int64 = 0

        init(_ encoding: TextEncoding, _ converter: TextConverter, blockBytes: Int) {
            self.encoding = encoding
            self.converter = converter
            bytes = .allocate(byteCount: blockBytes, alignment: 16)
        }

        deinit { bytes.deallocate() }

        /// Writes UTF-8, or nothing at the end of the file.
        func read(into room: UnsafeMutableRawBufferPointer, from descriptor: Int32) throws(CSVError) -> Int {
            while true {
                let free = UnsafeMutableRawBufferPointer(rebasing: bytes[count...])
                let added = free.isEmpty ? 0 : try CSVSource.read(descriptor, into: free)
                count += added
                if count == 0 { return 0 }
                let done = try convert(into: room)
                if done.written > 0 { return done.written }
                // What is left at the end is not a whole letter.
                if added == 0, done.read == 0 { throw .notInEncoding(encoding.rawValue, byte: offset + 1) }
            }
        }

        private func convert(
            into room: UnsafeMutableRawBufferPointer
        ) throws(CSVError) -> (read: Int, written: Int) {
            do throws(TextConverter.Fault) {
                let held = UnsafeRawBufferPointer(rebasing: bytes[..<count])
                let done = try converter.convert(held, into: room)
                let rest = UnsafeRawBufferPointer(rebasing: held[done.read...])
                // Both may overlap.
                if let start = bytes.baseAddress, let left = rest.baseAddress { memmove(start, left, rest.count) }
                count = rest.count
                offset += Int64(done.read)
                return done
            } catch {
                throw .notInEncoding(encoding.rawValue, byte: offset + Int64(error.offset) + 1)
            }
        }
    }
}
