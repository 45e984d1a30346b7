import Domain
package import Hummingbird
import Kith

/// The backups of the installation: the owner makes, takes and removes them.
package struct BackupsPage: Sendable {
    struct Model: Sendable {
        /// Why there is none of this here; a list of one or none.
        let refusals: [String]
        let lists: [List]
    }

    struct List: Sendable {
        let backups: [Row]
        let isEmpty: Bool
        let folder: String
        let freeSpace: String
        let running: [Running]
        let isRunning: Bool
        let problems: [String]
        let here = Link.backupList.path
        let start = Link.backups.path
        let formToken: String
    }

    struct Running: Sendable {
        let percent: Int
        let words: String
        let isEnding: Bool
        let cancel = Link.backupCancellation.path
    }

    struct Row: Sendable {
        let name: String
        let size: String
        let madeAt: ShownTime
        let file: String
        let removal: String
    }

    let site: Site

    /// `GET /settings/backups/list`
    package func list(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        try await draw(in: site.view(for: exchange))
    }

    /// `POST /settings/backups`
    package func start(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        _ = try await Form(of: request, by: exchange)
        try await site.kith.backups.start(by: exchange.caller)
        return try await draw(in: site.view(for: exchange))
    }

    /// `POST /settings/backups/cancellation`
    package func cancel(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        _ = try await Form(of: request, by: exchange)
        try await site.kith.backups.cancel(by: exchange.caller)
        return try await draw(in: site.view(for: exchange))
    }

    /// `POST /settings/backups/{backup}/file`
    package func download(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        _ = try await Form(of: request, by: exchange)
        let (backup, path) = try await site.kith.backups.open(name(exchange), by: exchange.caller)
        let body = try await FileIO().loadFile(path: path, context: exchange)
        return .attachment(backup.name, type: "application/octet-stream", body)
    }

    /// `GET /settings/backups/{backup}/removal`
    package func beginRemoval(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let name = try name(exchange)
        let question = SettingsQuestion(
            title: view.words["backups.removal.title"],
            about: name,
            what: view.words["backups.removal.what"],
            submit: view.words["backups.removal.now"],
            action: .backupRemoval(name),
            isBad: true
        )
        return try question.draw(in: view)
    }

    /// `POST /settings/backups/{backup}/removal`
    package func remove(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        _ = try await Form(of: request, by: exchange)
        try await site.kith.backups.remove(name(exchange), by: exchange.caller)
        return .settingsChanged(view.words["backups.removal.done"])
    }

    /// What the page of operations shows of them, or why it does not.
    func model(in view: View) async throws -> Model {
        do {
            return Model(refusals: [], lists: [try await list(in: view)])
        } catch let error as PermissionError {
            return Model(refusals: [view.sentence(error.explanation)], lists: [])
        } catch let error as BackupError {
            return Model(refusals: [view.sentence(error.explanation)], lists: [])
        }
    }

    private func draw(in view: View) async throws -> Response {
        try view.fragment("backup-list", try await list(in: view))
    }

    private func list(in view: View) async throws -> List {
        let list = try await site.kith.backups.all(by: view.caller)
        let rows = list.backups.map { Row($0, in: view) }
        return List(
            backups: rows,
            isEmpty: rows.isEmpty,
            folder: list.folder,
            freeSpace: list.freeBytes.map { view.words("backups.free", ["size": view.region.bytes($0)]) } ?? "",
            running: list.running.map { [Running($0, isEnding: list.isEnding, in: view)] } ?? [],
            isRunning: list.running != nil,
            problems: list.problem.map { [view.words("backups.failed", ["problem": $0])] } ?? [],
            formToken: view.session.formToken
        )
    }

    private func name(_ exchange: ManagerExchange) throws -> String {
        guard let name = exchange.parameters.get("backup") else { throw BackupError.unknown }
        return name
    }
}

extension BackupsPage.Running {
    fileprivate init(_ part: Double, isEnding: Bool, in view: View) {
        percent = Int((part * 100).rounded(.down))
        words = isEnding ? view.words["backups.ending"] : view.words["backups.running"]
        self.isEnding = isEnding
    }
}

extension BackupsPage.Row {
    fileprivate init(_ backup: Backup, in view: View) {
        name = backup.name
        size = view.region.bytes(backup.bytes)
        madeAt = view.region.time(backup.madeAt)
        file = Link.backupFile(backup.name).path
        removal = Link.backupRemoval(backup.name).path
    }
}
