import Domain
import Kith

/// The dialog that says what a bulk change would do, and asks whether it is to be done.
struct BulkConfirmation: Sendable {
    struct Refusal: Sendable {
        let count: String
        let reason: String
    }

    let action: String
    let title: String
    /// What is to be done, in a few words; empty where the title says it.
    let what: String
    let who: String
    let fields: [FormField]
    let confirmed: String
    let changed: String
    let unchanged: String?
    let gone: String?
    let refused: [Refusal]
    let notice: String?
    let problem: String?
    let deletes: Bool
    let hasWork: Bool
    let goesBack: Bool
    let start: String
    let typeNumber: String
    let rehearsals = Link.bulkRehearsals.path
    let drafts = Link.bulkDrafts.path
    let starts = Link.bulkChanges.path

    init(
        _ action: BulkAction,
        _ form: Form,
        _ rehearsal: Rehearsal,
        what: String,
        notice: String? = nil,
        problem: String? = nil,
        in view: View
    ) {
        let (progress, count) = (rehearsal.progress, rehearsal.chosen.count)
        self.action = action.rawValue
        self.what = what
        self.notice = notice
        self.problem = problem
        title = view.words["bulk.action.\(action.rawValue)"]
        who = view.count("contacts.count", count)
        confirmed = rehearsal.chosen.description
        let given = action.fields.flatMap { name in form.all(name).map { FormField(name: name, value: $0) } }
        fields = BulkChoice(form).fields + given
        deletes = action == .delete
        goesBack = action != .delete
        changed = view.count(deletes ? "bulk.would-delete" : "bulk.would-change", progress.changed)
        unchanged = progress.unchanged > 0 ? view.count("bulk.would-stay", progress.unchanged) : nil
        gone = progress.gone > 0 ? view.count("bulk.would-be-gone", progress.gone) : nil
        refused = progress.refusals.map { reason, count in
            Refusal(count: view.count("bulk.would-refuse", count), reason: view.sentence(reason))
        }
        hasWork = progress.changed > 0
        start = view.count(deletes ? "bulk.delete" : "bulk.start", count)
        typeNumber = view.words("bulk.type-number", ["n": view.region.number(count)])
    }
}
