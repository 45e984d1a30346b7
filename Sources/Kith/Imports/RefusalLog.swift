import Domain
import Formats
import Glibc
import Synchronization

/// Keeps the refused rows of an import: the first ones in memory, all of them in a file if one was asked for.
final class RefusalLog: Sendable {
    private struct State {
        var file: CSVRefusals?
        var kept: [ImportRefusal] = []
    }

    private let path: String?
    private let header: [String]
    private let delimiter: UInt8
    private let mostKept: Int
    private let state: Mutex<State>

    /// Makes the file, so that a path which cannot be written to is known before anything is changed.
    init(_ path: String?, _ survey: ImportSurvey, mostKept: Int) throws {
        if let path, Self.isSame(path, survey.path) { throw ImportError.refusedIntoItself(path) }
        self.path = path
        header = survey.header
        delimiter = survey.delimiter
        self.mostKept = mostKept
        state = Mutex(State())
        try beginAnew()
    }

    /// Whether two paths lead to one file, be it over links.
    private static func isSame(_ path: String, _ other: String) -> Bool {
        var (one, two) = (stat(), stat())
        return stat(path, &one) == 0 && stat(other, &two) == 0 && one.st_dev == two.st_dev && one.st_ino == two.st_ino
    }

    var kept: [ImportRefusal] { state.withLock { $0.kept } }

    /// Forgets what was added: the transaction that refused the rows is repeated from scratch.
    func beginAnew() throws {
        try state.withLock { state in
            state.kept = []
            state.file = try path.map { try CSVRefusals(path: $0, header: header, delimiter: delimiter) }
        }
    }

    func add(_ refusals: [(record: CSVRecord, refusal: ImportRefusal)]) throws {
        try state.withLock { state in
            for (record, refusal) in refusals {
                try state.file?.write(record, column: refusal.column, reason: refusal.reason.description)
                if state.kept.count < mostKept {
                    state.kept.append(refusal)
                }
            }
        }
    }

    func close() throws {
        try state.withLock { try $0.file?.close() }
    }
}
