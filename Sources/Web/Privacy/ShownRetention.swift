import Domain
import Kith

/// The retention rule of an organization as its page shows it, with the form that sets it.
struct ShownRetention: Sendable {
    struct Action: Sendable {
        let value: String
        let title: String
        let hint: String
        let isChosen: Bool
    }

    struct Run: Sendable {
        let title: String
        let detail: String
        let done: Int
        let total: Int
    }

    let state: String
    let isOn: Bool
    let isOff: Bool
    /// What of it has to be looked at; lists of one or none, as are all below.
    let problems: [String]
    let lastRuns: [String]
    let nextRuns: [String]
    let runs: [Run]
    /// Whether to look again soon.
    let isRunning: Bool
    let actions: [Action]
    let days: String
    let mostDays = RetentionRule.possibleDays.upperBound
    let tags: [Choice]
    let hasTags: Bool
    let spares: Bool
    let version: String
    let isRunnable: Bool
    let preview = Link.retentionPreview.path
    let ask = Link.retention.path
    let askOff = Link.retentionOff.path
    let askRun = Link.retentionRuns.path

    private static let usualDays = 730

    init(in view: View) async throws {
        let state = try await view.site.kith.privacy.retention(by: view.caller)
        let names = try await view.site.kith.privacy.tagNames(by: view.caller)
        let kept = state.kept
        isOn = kept?.isOn ?? false
        isOff = !isOn
        self.state = kept.flatMap { $0.isOn ? view.saying($0.rule) : nil } ?? view.words["privacy.off"]
        problems = isOn && state.isTagGone ? [view.sentence(RetentionError.tagGone.explanation)] : []
        lastRuns =
            kept?.lastRun.map { run in
                [
                    view.words("privacy.last-run", ["time": view.region.moment(run.at)]) + " "
                        + view.count("privacy.last-run.contacts", run.contacts)
                ]
            } ?? []
        let today = view.zone.day(of: view.region.now)
        nextRuns = isOn ? [view.words[kept?.lastDay == today ? "privacy.next-tomorrow" : "privacy.next-today"]] : []
        runs = state.run.map { [Run(ShownJob($0, in: Catalogue(), view))] } ?? []
        isRunning = !runs.isEmpty
        isRunnable = isOn && runs.isEmpty
        let chosen = kept?.rule.action ?? .delete
        actions = RetentionRule.Action.allCases.map { action in
            Action(
                value: action.rawValue,
                title: view.words["privacy.action.\(action.rawValue)"],
                hint: view.words["privacy.action-hint.\(action.rawValue)"],
                isChosen: action == chosen
            )
        }
        days = String(kept?.rule.days ?? Self.usualDays)
        let spared = Set(state.sparedTags)
        tags = names.map { Choice(value: $0.text, title: $0.text, isChosen: spared.contains($0)) }
        hasTags = !tags.isEmpty
        spares = !spared.isEmpty
        version = String(kept?.version ?? 0)
    }
}

extension ShownRetention.Run {
    fileprivate init(_ job: ShownJob) {
        title = job.title
        detail = job.detail
        done = job.done
        total = max(job.total, 1)
    }
}

extension View {
    /// The rule in a sentence.
    func saying(_ rule: RetentionRule) -> String {
        count("privacy.on.\(rule.action.rawValue)", rule.days)
    }
}
