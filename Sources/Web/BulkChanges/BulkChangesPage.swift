import Domain
import HTTP
import HTTPTypes
package import Hummingbird
import Kith

/// The same change to many contacts: filled in, rehearsed, confirmed, started.
package struct BulkChangesPage: Sendable {
    /// Ids of as many contacts as can be named, with the signs between them.
    static let mostBytes = JobError.mostNamed * 18 + 64 * 1_024

    let site: Site

    /// `POST /bulk-changes/drafts`: the dialog for an action, empty or as it was filled in.
    package func draft(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let (form, action) = try await read(request, exchange)
        return try await draft(action, form, in: view)
    }

    /// `GET /bulk-changes/value?key=…`: the field for a value of a property.
    package func value(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let catalogue = try await site.kith.catalogue(by: exchange.caller)
        let form = Form(Link.fields(request.uri.query ?? ""))
        guard let value = BulkValue(form, in: catalogue, view) else { throw HTTPError(.notFound) }
        return try view.fragment("bulk-value", value)
    }

    /// `POST /bulk-changes/rehearsals`: says what would become of the contacts, and asks.
    package func rehearse(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let (form, action) = try await read(request, exchange)
        do {
            return try await confirm(action, form, in: view)
        } catch {
            guard let words = self.problem(error, in: view) else { throw error }
            return try await draft(action, form, problem: words, in: view)
        }
    }

    /// `POST /bulk-changes`: freezes the contacts and starts the job, if they are still those that were confirmed.
    package func start(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let (form, action) = try await read(request, exchange)
        guard let confirmed = ChosenContacts(form["confirmed"]) else { throw HTTPError(.badRequest) }
        if action == .delete, form["typed"].filter(\.isWholeNumber) != String(confirmed.count) {
            return try await confirm(action, form, problem: view.words["bulk.wrong-number"], in: view)
        }
        do {
            let choice = try await BulkChoice(form).contacts(in: view)
            let change = try action.change(form, in: view)
            let job = try await site.kith.bulkChanges.start(change, on: choice, confirmed: confirmed, by: view.caller)
            return .telling(
                .done(view.count("bulk.started", job.total)),
                .named("jobs-changed"),
                .named("bulk-started"),
                .closeDialog
            )
        } catch JobError.changedMeanwhile(let former, let count) {
            let notice =
                former == count
                ? view.words["bulk.others-meanwhile"]
                : view.words(
                    "bulk.changed-meanwhile",
                    ["former": view.region.number(former), "n": view.region.number(count)]
                )
            return try await confirm(action, form, notice: notice, in: view)
        } catch {
            guard let words = self.problem(error, in: view) else { throw error }
            return try await draft(action, form, problem: words, in: view)
        }
    }

    private func read(_ request: Request, _ exchange: ManagerExchange) async throws -> (Form, BulkAction) {
        let form = try await Form(of: request, by: exchange, upTo: Self.mostBytes)
        guard let action = BulkAction(rawValue: form["action"]) else { throw HTTPError(.badRequest) }
        try exchange.caller.require(action.permission)
        return (form, action)
    }

    private func draft(
        _ action: BulkAction,
        _ form: Form,
        problem: String? = nil,
        in view: View
    ) async throws -> Response {
        var problem = problem
        var who = ""
        do {
            who = view.count("contacts.count", try await count(BulkChoice(form), in: view))
        } catch {
            guard let words = self.problem(error, in: view) else { throw error }
            problem = problem ?? words
        }
        let model = try await BulkDraft(action, form, who: who, problem: problem, in: view)
        return try view.fragment("bulk-draft", model, status: problem == nil ? .ok : .unprocessableContent)
    }

    private func count(_ choice: BulkChoice, in view: View) async throws -> Int {
        switch try await choice.contacts(in: view) {
        case .named(let ids): ids.count
        case .matching(let question): try await site.kith.contacts.count(question, by: view.caller)
        }
    }

    /// `notice` says what changed since the contacts were confirmed, `problem` what is wrong with the confirmation.
    private func confirm(
        _ action: BulkAction,
        _ form: Form,
        notice: String? = nil,
        problem: String? = nil,
        in view: View
    ) async throws -> Response {
        let choice = try await BulkChoice(form).contacts(in: view)
        let change = try action.change(form, in: view)
        let rehearsal = try await site.kith.bulkChanges.rehearse(change, on: choice, by: view.caller)
        let catalogue = try await site.kith.catalogue(by: view.caller)
        let model = BulkConfirmation(
            action,
            form,
            rehearsal,
            what: try action.sentence(form, in: view, catalogue),
            notice: notice,
            problem: problem,
            in: view
        )
        let status: HTTPResponse.Status = notice != nil ? .conflict : problem != nil ? .unprocessableContent : .ok
        return try view.fragment("bulk-confirmation", model, status: status)
    }

    /// What of an error can be mended in the form; nil for any other.
    private func problem(_ error: any Error, in view: View) -> String? {
        let failure = Failure(error)
        guard failure.status == .unprocessableContent || failure.status == .conflict else { return nil }
        return failure.detail.map(view.sentence)
    }
}
