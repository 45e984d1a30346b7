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
                choice: try ContactChoice(fields),
                change: try BulkChange(fields),
                isDryRun: fields.optionalBoolean("dryRun") ?? false
            )
        }
        if wanted.isDryRun {
            let progress = try await kith.bulkChanges.rehearse(wanted.change, on: wanted.choice, by: exchange.caller)
            return .json(progress.rehearsed)
        }
        let job = try await kith.bulkChanges.start(wanted.change, on: wanted.choice, by: exchange.caller)
        return .accepted(job.json, at: "/jobs/\(job.id)")
    }
}

extension ContactChoice {
    /// Reads `contacts`, or a question of `filter`, `q` and `search`: never both, and never neither.
    fileprivate init(_ fields: Fields) throws {
        let isNamed = fields.has("contacts")
        let asks = ["filter", "q", "search"].filter { fields.has($0) }
        if isNamed {
            for name in asks {
                fields.refuse(name, "name contacts, or ask for them: not both")
            }
            self = .named(fields.ids("contacts", atMost: JobError.mostNamed))
        } else {
            // A slip of the pen must not change everybody: for all contacts the filter is given, and empty.
            if asks.isEmpty { throw JobError.nobodyChosen }
            self = .matching(try ContactQuestion(choosing: fields))
        }
    }
}

extension BulkChange {
    /// Reads `delete`, or `change` with what is to become of each.
    fileprivate init(_ fields: Fields) throws {
        if fields.optionalBoolean("delete") == true {
            if fields.has("change") { fields.refuse("change", "delete the contacts, or change them: not both") }
            self = .delete
            return
        }
        let input = fields.object("change") { fields in
            var input = ContactInput(fields)
            input.tagsAdded = fields.optionalTagNames("addTags")
            input.tagsRemoved = fields.optionalTagNames("removeTags")
            return input
        }
        guard let input else { throw JobError.nothingToDo }
        self = .edit(input)
    }
}
