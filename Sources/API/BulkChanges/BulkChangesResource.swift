import Domain
import HTTP
package import Hummingbird
import Kith

/// The same change to many contacts: those named, or all that a question finds.
package struct BulkChangesResource: Sendable {
    let kith: Kith

    /// `POST /bulk-changes`: freezes the set and starts a job (202), or with `dryRun` says what would change.
    package func create(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let wanted = try await exchange.body(of: request) { fields in
            (
                change: BulkChange(fields),
                isDryRun: fields.optionalBoolean("dryRun") ?? false,
                choice: try ContactChoice(fields),
                filterPlace: fields.filterPlace
            )
        }
        return try await Failure.moving(FilterError.self, to: wanted.filterPlace) {
            try await Failure.moving(ContactError.self, to: Self.inChange) {
                try await answer(wanted.change, wanted.choice, isDryRun: wanted.isDryRun, by: exchange.caller)
            }
        }
    }

    /// Tags stand in three members of a change, so that they are placed at the change itself.
    private static let inChange: @Sendable (String) -> String = { $0 == "/tags" ? "/change" : "/change\($0)" }

    private func answer(
        _ change: BulkChange,
        _ choice: ContactChoice,
        isDryRun: Bool,
        by caller: Caller
    ) async throws -> Response {
        if isDryRun {
            return .json(try await kith.bulkChanges.rehearse(change, on: choice, by: caller).progress.rehearsed)
        }
        let job = try await kith.bulkChanges.start(change, on: choice, by: caller)
        return .accepted(job.json, at: "/jobs/\(job.id)")
    }
}

extension ContactChoice {
    /// Reads `contacts`, or a question of `filter`, `q`, `search` and `terms`: never both, and never neither.
    fileprivate init(_ fields: Fields) throws {
        let asked = ["filter", "q", "search", "terms"].filter { fields.json($0) != nil }
        if fields.has("contacts") {
            for name in asked {
                fields.refuse(name, "name contacts, or ask for them: not both")
            }
            self = .named(fields.ids("contacts", atMost: JobError.mostNamed))
            return
        }
        let question = try ContactQuestion(choosing: fields)
        // A slip of the pen must not change everybody: for all contacts the filter is given, and empty.
        if asked.isEmpty || asked == ["search"] && Search(question.search).words.isEmpty {
            fields.refuse("contacts", JobError.nobodyChosen.explanation)
        }
        self = .matching(question)
    }
}

extension BulkChange {
    /// Reads `delete`, or `change` with what is to become of each.
    fileprivate init(_ fields: Fields) {
        let deletes = fields.optionalBoolean("delete") ?? false
        let input = fields.object("change") { fields in
            var input = ContactInput(fields)
            input.tagsAdded = fields.optionalTagNames("addTags")
            input.tagsRemoved = fields.optionalTagNames("removeTags")
            return input
        }
        if deletes, input != nil { fields.refuse("change", "delete the contacts, or change them: not both") }
        if !deletes, input == nil { fields.refuse("change", JobError.nothingToDo.explanation) }
        self = deletes ? .delete : .edit(input ?? ContactInput())
    }
}
