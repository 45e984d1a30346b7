import Glibc

/// Reads a file from its beginning. Short runs come from a buffer, long ones go where they are wanted at once.
final class FileReader {
    private let descriptor: Int32
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 64)
    private var buffered = 0..<0
    /// The bytes of the file that were not given out yet.
    private(set) var rest: Int

    init(path: String) throws(RosterFileError) {
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(errno) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let error = errno
            close(descriptor)
            throw .system(error)
        }
        self.descriptor = descriptor
        rest = Int(status.st_size)
    }

    deinit {
        close(descriptor)
        buffer.deallocate()
    }

    func bytes(_ count: Int) throws(RosterFileError) -> [UInt8] {
        guard count <= rest else { throw .damaged }
        var failure: RosterFileError?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { memory, written in
            do throws(RosterFileError) {
                try read(into: UnsafeMutableRawBufferPointer(memory))
                written = count
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return bytes
    }

    func read(into memory: UnsafeMutableRawBufferPointer) throws(RosterFileError) {
        guard memory.count <= rest else { throw .damaged }
        rest -= memory.count
        var memory = memory
        while !memory.isEmpty {
            if buffered.isEmpty {
                if memory.count >= buffer.count {
                    let count = try fill(memory)
                    memory = UnsafeMutableRawBufferPointer(rebasing: memory[count...])
                    continue
                }
                buffered = 0..<(try fill(buffer))
            }
            let count = min(buffered.count, memory.count)
            memory.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[buffered.prefix(count)]))
            buffered = buffered.dropFirst(count)
            memory = UnsafeMutableRawBufferPointer(rebasing: memory[count...])
        }
    }

    private func fill(_ memory: UnsafeMutableRawBufferPointer) throws(RosterFileError) -> Int {
        while true {
            let count = Glibc.read(descriptor, memory.baseAddress, memory.count)
            if count > 0 { return count }
            // The file was cut short since it was opened.
            guard count < 0 else { throw .damaged }
            guard errno == EINTR else { throw .system(errno) }
        }
    }
}
