import Domain
import Formats
package import Hummingbird
import Kith

/// Who did what, when, and from where. Nothing here can be changed.
package struct AuditLogPage: Sendable {
    private static let entriesOnPage = 50

    struct Model: Sendable {
        let title: String
        let entries: [ShownAuditEntry]
        let isEmpty: Bool
        let isNarrowed: Bool
        let actors: [Choice]
        let actions: [ActionGroup]
        let from: String
        let to: String
        let subject: String
        /// What the entries are narrowed to by a link; a list of one or none.
        let subjects: [String]
        let filters = Link.auditLog(AuditState()).path
        let download = Link.auditLogFile.path
        let formToken: String
        /// Where the next page is; nil where this is the last.
        let older: String?
    }

    /// Actions on one kind of thing.
    struct ActionGroup: Sendable {
        let name: String
        let choices: [Choice]
    }

    let site: Site

    /// `GET /settings/audit-log?actor=…&action=…&subject=…&from=…&to=…&before=…`
    package func show(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let parameters = Link.parameters(request.uri.query)
        let state = AuditState(parameters)
        let page = try await site.kith.audit.entries(
            state.filter(in: view.zone),
            before: parameters["before"].flatMap { AuditEntryID($0) },
            limit: Self.entriesOnPage,
            by: exchange.caller
        )
        let names = try await site.kith.audit.names(by: exchange.caller)
        let entries = page.entries.map { ShownAuditEntry($0, names, in: view) }
        let model = Model(
            title: view.words["audit.title"],
            entries: entries,
            isEmpty: entries.isEmpty,
            isNarrowed: state.isNarrowed,
            actors: Self.actors(names, chosen: state.actor, view),
            actions: Self.actions(chosen: state.action, view),
            from: state.from,
            to: state.to,
            subject: state.subject,
            subjects: state.subject.isEmpty
                ? [] : [view.words("audit.only-about", ["name": names[state.subject] ?? state.subject])],
            formToken: view.session.formToken,
            older: page.next.map { Link.auditLog(state, before: $0.description).path }
        )
        return try await view.page("audit-log", title: model.title, model, current: .auditLog(AuditState()))
    }

    /// `POST /settings/audit-log/file`: all of what a filter lets through, as CSV. That it was taken stands in the log.
    package func download(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let form = try await Form(of: request, by: exchange)
        let state = AuditState(Dictionary(uniqueKeysWithValues: AuditState().parameters.map { ($0.0, form[$0.0]) }))
        let filter = state.filter(in: view.zone)
        // The newest entry of the file is the one that says so.
        try await site.kith.audit.noteExport(of: filter, by: exchange.caller)
        let names = try await site.kith.audit.names(by: exchange.caller)
        let heads = ["time", "actor", "address", "action", "subject", "details"].map { view.words["audit.file.\($0)"] }
        let audit = site.kith.audit
        return .attachment("audit-log.csv", type: "text/csv; charset=utf-8") { writer in
            try await writer.write(ByteBuffer(string: CSVSheet.start + CSVSheet.line(heads)))
            var before: AuditEntryID?
            repeat {
                let page = try await audit.entries(
                    filter,
                    before: before,
                    limit: Audit.mostEntries,
                    by: exchange.caller
                )
                let lines = page.entries.map { CSVSheet.line($0.cells(names, in: view)) }
                try await writer.write(ByteBuffer(string: lines.joined()))
                before = page.next
            } while before != nil
        }
    }

    private static func actors(_ names: AuditNames, chosen: String, _ view: View) -> [Choice] {
        // A link may be about somebody who has left.
        let former = Actor(chosen).flatMap { names.actors.contains($0) ? nil : $0 }
        let choices = (names.actors + [former].compactMap(\.self)).map { actor in
            let value = actor.description
            return Choice(value: value, title: view.name(of: actor, names), isChosen: value == chosen)
        }
        return [Choice(value: "", title: view.words["audit.everybody"], isChosen: chosen.isEmpty)]
            + choices.sorted { $0.title.folded() < $1.title.folded() }
    }

    private static func actions(chosen: String, _ view: View) -> [ActionGroup] {
        var groups: [(kind: String, choices: [Choice])] = []
        for action in AuditEntry.Action.allCases {
            let kind = String(action.rawValue.prefix { $0 != "." })
            let value = action.rawValue
            let choice = Choice(value: value, title: view.words["audit.action.\(value)"], isChosen: value == chosen)
            if let index = groups.firstIndex(where: { $0.kind == kind }) {
                groups[index].choices.append(choice)
            } else {
                groups.append((kind, [choice]))
            }
        }
        return groups.map { ActionGroup(name: view.words["audit.about.\($0.kind)"], choices: $0.choices) }
    }
}

extension AuditEntry {
    /// As a line of the file: the time to the second in the organization's zone, and all details as they are stored.
    fileprivate func cells(_ names: AuditNames, in view: View) -> [String] {
        let shown = ShownAuditEntry(self, names, in: view)
        let subject = shown.subjects.first.map { "\($0.kind): \($0.name)" } ?? ""
        return [view.zone.text(of: at), shown.actor, address ?? "", shown.action, subject, data.description]
    }
}
