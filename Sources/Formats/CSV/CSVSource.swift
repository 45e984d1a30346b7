import Glibc

/// A file read in blocks, of which a window is held: from the record under way to the last byte read.
final class CSVSource {
    let byteCount: Int64
    private(set) var isAtEnd = false
    /// Bytes of the file before the window.
    private(set) var offset: Int64 = 0

    private let descriptor: Int32
    private let blockBytes: Int
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
            byteCount = 0
            throw errno == ENOENT || errno == ENOTDIR ? .missing : .unreadable(Self.lastReason)
        }
        byteCount = Int64(status.st_size)
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
        offset += Int64(count)
    }

    /// Reads one more block behind the window, or finds the end of the file.
    func fill() throws(CSVError) {
        makeRoom()
        while true {
            let room = UnsafeMutableRawBufferPointer(rebasing: storage[end..<(end + blockBytes)])
            let count = read(descriptor, room.baseAddress, room.count)
            if count > 0 {
                end += count
                return
            }
            if count == 0 {
                isAtEnd = true
                return
            }
            if errno != EINTR { throw .unreadable(Self.lastReason) }
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
}
