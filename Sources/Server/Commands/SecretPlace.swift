import Foundation
import Kith

/// Where the secret of this installation is kept: beside the database, never in it.
enum SecretPlace {
    /// The secret itself, from the environment.
    case text(String)
    case file(String)
    /// A PostgreSQL database, and nothing was said of a secret.
    case nowhere
}

extension DatabaseOptions {
    /// What was given to the command stands before the environment.
    var secretPlace: SecretPlace {
        let environment = ProcessInfo.processInfo.environment
        if let secretFile { return .file(secretFile) }
        if let text = environment["KITH_SECRET"], !text.isEmpty { return .text(text) }
        if let path = environment["KITH_SECRET_FILE"], !path.isEmpty { return .file(path) }
        switch place {
        case .folder(let folder): return .file(URL(filePath: folder).appending(path: "secret").path)
        case .postgres: return .nowhere
        }
    }
}

extension InstanceSecret {
    /// Reads the secret; nil where there is none yet.
    static func read(from place: SecretPlace) throws -> InstanceSecret? {
        switch place {
        case .nowhere: return nil
        case .text(let text): return try InstanceSecret(text: text)
        case .file(let path):
            guard FileManager.default.fileExists(atPath: path) else { return nil }
            do {
                return try InstanceSecret(text: String(contentsOf: URL(filePath: path), encoding: .utf8))
            } catch let error as InstanceSecretError {
                throw CommandFailure("\(path): \(error)")
            } catch {
                throw CommandFailure("the secret in \(path) cannot be read: \(error.localizedDescription)")
            }
        }
    }

    /// Makes a secret and keeps it in a file that its own account alone can read. Of two that make one at once, the
    /// first to finish is kept, and both have it.
    static func make(at path: String, randomBytes: (Int) -> [UInt8]) throws -> InstanceSecret {
        let made = InstanceSecret(randomBytes(InstanceSecret.length))
        let unfinished = "\(path).\(ProcessInfo.processInfo.processIdentifier)"
        let descriptor = open(unfinished, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        guard descriptor >= 0 else {
            throw CommandFailure("the secret cannot be written to \(path): \(String(cString: strerror(errno)))")
        }
        defer { try? FileManager.default.removeItem(atPath: unfinished) }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try file.write(contentsOf: Data((made.text + "\n").utf8))
        try file.close()
        // A link is made whole or not at all, and never over a file that is there.
        try? FileManager.default.linkItem(atPath: unfinished, toPath: path)
        guard let kept = try read(from: .file(path)) else {
            throw CommandFailure("the secret cannot be written to \(path)")
        }
        return kept
    }
}
