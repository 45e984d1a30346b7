import Domain
import Formats
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
        self.path = path
        header = survey.header
        delimiter = survey.delimiter
        self.mostKept = mostKept
        state = Mutex(State())
        try beginAnew()
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
                try state.file?.write(record, column: refusal.column, reason: refusal.reason)
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
