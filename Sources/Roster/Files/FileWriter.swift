import Glibc

/// Writes a new file that only its own account can read.
struct FileWriter: ~Copyable {
    private let descriptor: Int32

    init(creating path: String) throws(RosterFileError) {
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR)
        guard descriptor >= 0 else { throw .system(errno) }
    }

    deinit {
        close(descriptor)
    }

    mutating func write(_ bytes: [UInt8]) throws(RosterFileError) {
        let result: Result<Void, RosterFileError> = bytes.withUnsafeBytes { bytes in
            Result { () throws(RosterFileError) in try write(bytes) }
        }
        try result.get()
    }

    mutating func write(_ bytes: UnsafeRawBufferPointer) throws(RosterFileError) {
        var rest = bytes
        while !rest.isEmpty {
            let written = Glibc.write(descriptor, rest.baseAddress, rest.count)
            if written < 0 {
                guard errno == EINTR else { throw .system(errno) }
            } else {
                rest = UnsafeRawBufferPointer(rebasing: rest[written...])
            }
        }
    }

    /// Waits until all is on the disk.
    mutating func finish() throws(RosterFileError) {
        guard fsync(descriptor) == 0 else { throw .system(errno) }
    }
}
