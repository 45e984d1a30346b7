import Domain
import Kith

/// Work in the background, at the foot of every page: what runs, and what ended lately.
struct JobList: Sendable {
    /// Milliseconds for which a job is shown that ended as it should; any other is shown for longer.
    private static let shownAfterEnd: Int64 = 60_000

    let jobs: [ShownJob]
    let link = Link.jobs.path
    /// When to look again: often while something runs, and else when something was changed.
    let trigger: String

    init(in view: View) async throws {
        let now = view.region.now
        let current = try await view.site.kith.jobs.current(by: view.caller).filter { job in
            guard let finishedAt = job.finishedAt, job.state == .done, job.progress.refused.isEmpty else { return true }
            return finishedAt > now - Self.shownAfterEnd
        }
        let catalogue = current.isEmpty ? Catalogue() : try await view.site.kith.catalogue(by: view.caller)
        jobs = current.map { ShownJob($0, in: catalogue, view) }
        if current.contains(where: { !$0.state.isOver }) {
            trigger = "every 1s, jobs-changed from:body"
        } else {
            let changes = "jobs-changed from:body, contacts-changed from:body"
            trigger = current.isEmpty ? changes : "every 15s, " + changes
        }
    }
}

/// A job as people read it.
struct ShownJob: Sendable {
    struct Refusal: Sendable {
        let count: String
        let reason: String
    }

    let id: String
    let state: String
    let title: String
    let detail: String
    /// What is read aloud when the state becomes another one.
    let news: String
    let done: Int
    let total: Int
    let isUnderWay: Bool
    let isOver: Bool
    let isBad: Bool
    let refused: [Refusal]
    let hasRefusals: Bool
    /// Where it is asked to end; nil where it cannot be, or not by this manager.
    let cancel: String?

    init(_ job: Job, in catalogue: Catalogue, _ view: View) {
        id = job.id.description
        state = job.state.rawValue
        title = Self.title(of: job, in: catalogue, view)
        detail = Self.detail(of: job, view)
        news = job.state == .waiting || job.state == .running ? title : "\(title): \(detail)"
        done = job.progress.done
        total = job.total
        isOver = job.state.isOver
        isUnderWay = !isOver
        isBad = job.state == .failed
        refused = job.progress.refusals.map { reason, count in
            Refusal(count: view.region.number(count), reason: view.sentence(reason))
        }
        hasRefusals = job.state.isOver && !refused.isEmpty
        let canBeCancelled = job.kind.canBeCancelled && !job.state.isOver && !job.isCancelRequested
        let mayCancel = canBeCancelled && view.caller.may(job.kind.permission)
        cancel = mayCancel ? Link.jobCancellation(job.id.description).path : nil
    }

    private static func title(of job: Job, in catalogue: Catalogue, _ view: View) -> String {
        switch job.kind {
        case .deleteContacts: return view.words["jobs.delete"]
        case .takeImportBack: return view.words["jobs.take-back"]
        case .deleteUnheard, .anonymiseUnheard:
            let word = job.kind == .deleteUnheard ? "jobs.retention-delete" : "jobs.retention-anonymise"
            return view.words(word, ["days": view.region.number(job.summary["days"]?.integer ?? 0)])
        case .replaceOptions, .rewriteProperty:
            let key = job.summary["property"]?.string ?? ""
            let word = job.kind == .replaceOptions ? "jobs.options" : "jobs.rewrite"
            return view.words(word, ["name": view.name(of: .profile(key), in: catalogue)])
        case .mergeTags, .deleteTag:
            let word = job.kind == .mergeTags ? "jobs.merge-tags" : "jobs.delete-tag"
            let names = (tag: job.summary["tag"]?.string ?? "", into: job.summary["into"]?.string ?? "")
            return view.words(word, ["tag": names.tag, "into": names.into])
        case .editContacts:
            func names(_ key: String) -> [String] { job.summary[key]?.array?.compactMap(\.string) ?? [] }
            let properties = names("properties").map { name in
                PropertyKey(name).map { view.name(of: $0, in: catalogue) } ?? name
            }
            let consents = names("consents").compactMap(BuiltInKey.init).map {
                view.words["bulk.channel.\($0.rawValue)"]
            }
            let parts = [
                ("jobs.tags", names("tags")), ("jobs.add-tags", names("tagsAdded")),
                ("jobs.remove-tags", names("tagsRemoved")), ("jobs.consent", consents), ("jobs.set", properties),
            ]
            let said = parts.filter { !$0.1.isEmpty }.map { key, names in
                view.words(key, ["names": names.joined(separator: ", ")])
            }
            return said.isEmpty ? view.words["jobs.edit"] : said.joined(separator: " · ")
        }
    }

    private static func detail(of job: Job, _ view: View) -> String {
        let progress = job.progress
        switch job.state {
        case .waiting: return view.words["jobs.waiting"]
        case .running where job.isCancelRequested: return view.words["jobs.ending"]
        case .running:
            var parts = [
                view.words(
                    "jobs.so-far",
                    ["n": view.region.number(progress.done), "total": view.region.number(job.total)]
                )
            ]
            let elapsed = Double(view.region.now.milliseconds - (job.startedAt ?? view.region.now).milliseconds) / 1_000
            if elapsed >= 1, progress.done > 0 {
                let rate = Double(progress.done) / elapsed
                parts.append(view.words("jobs.rate", ["n": view.region.number(Int(rate.rounded(.up)))]))
                parts.append(Self.left(Int((Double(job.total - progress.done) / rate).rounded(.up)), view))
            }
            return parts.joined(separator: " · ")
        case .failed: return view.words("jobs.failed", ["problem": job.problem.map(view.say) ?? ""])
        case .done, .cancelled:
            let isRetention = job.kind == .deleteUnheard || job.kind == .anonymiseUnheard
            let counts = [
                (isRetention ? "jobs.stayed" : "jobs.unchanged", progress.unchanged),
                ("jobs.refused-count", progress.refused.values.reduce(0, +)), ("jobs.gone", progress.gone),
            ]
            let changed =
                switch job.kind {
                case .deleteContacts, .takeImportBack, .deleteUnheard: "jobs.deleted"
                case .anonymiseUnheard: "jobs.anonymised"
                case .editContacts, .replaceOptions, .rewriteProperty, .mergeTags, .deleteTag: "jobs.changed"
                }
            let said =
                [view.count(changed, progress.changed)]
                + counts.filter { $0.1 > 0 }.map { view.count($0.0, $0.1) }
            return (job.state == .cancelled ? [view.words["jobs.cancelled"]] + said : said).joined(separator: " · ")
        }
    }

    private static func left(_ seconds: Int, _ view: View) -> String {
        seconds < 90
            ? view.words("jobs.seconds-left", ["n": view.region.number(seconds)])
            : view.words("jobs.minutes-left", ["n": view.region.number((seconds + 59) / 60)])
    }
}
