package import Domain
import Stores

/// Whom a retention rule is about.
package struct RetentionPreview: Sendable {
    /// How many would go now.
    package let due: Int
    /// How many more within `Privacy.soonDays`, where there is no sign of them until then.
    package let soon: Int
    /// The first of those who would go, unheard of for longest.
    package let first: [Contact]
    package let chosen: ChosenContacts
}

/// The rule of an organization, and what it is at.
package struct RetentionState: Sendable {
    /// Nil where none was ever set.
    package let kept: KeptRetention?
    /// The run that waits or is under way.
    package let run: Job?
    /// Names of the tags that spare contacts.
    package let sparedTags: [TagName]
    /// Whether one of them is gone, so that nothing runs.
    package let isTagGone: Bool
}

extension Privacy {
    /// How far a preview looks ahead.
    package static let soonDays = 30
    private static let shown = 20

    package func retention(by caller: Caller) async throws -> RetentionState {
        try caller.require(.managePrivacy)
        return try await kith.read { connection in
            let catalogue = try kith.catalogue(of: caller.organization, connection)
            let kept = try RetentionStore(caller.organization, connection).find()
            let tags = kept?.rule.sparedTags ?? []
            return RetentionState(
                kept: kept,
                run: try JobStore(caller.organization, connection).retention().first,
                sparedTags: tags.compactMap { catalogue.tags[$0]?.name }.sorted { $0.folded < $1.folded },
                isTagGone: kept.map { $0.rule.sparingTags(in: catalogue) == nil } ?? false
            )
        }
    }

    /// Says whom a rule would be about, and changes nothing. Throws `RetentionError`.
    package func preview(_ rule: RetentionRule, by caller: Caller) async throws -> RetentionPreview {
        try caller.require(.managePrivacy)
        let now = kith.now()
        return try await kith.read { connection in
            let catalogue = try kith.catalogue(of: caller.organization, connection)
            guard let tags = rule.sparingTags(in: catalogue) else { throw RetentionError.unknownTag }
            let store = RetentionStore(caller.organization, connection)
            let cutoff = rule.cutoff(at: now, in: catalogue.zone)
            let later = rule.cutoff(at: now, in: catalogue.zone, later: Self.soonDays)
            let ids = try store.ids(heardBefore: cutoff, sparing: tags, in: catalogue)
            let first = try store.first(Self.shown, heardBefore: cutoff, sparing: tags, in: catalogue)
            let contacts = try ContactStore(caller.organization, connection).contacts(ids: first, in: catalogue)
            return RetentionPreview(
                due: ids.count,
                soon: try store.count(heardBefore: later, sparing: tags, in: catalogue) - ids.count,
                first: contacts.sorted { ($0.lastHeard, $0.id) < ($1.lastHeard, $1.id) },
                chosen: ChosenContacts(ids)
            )
        }
    }

    /// The names of all tags that can spare contacts.
    package func tagNames(by caller: Caller) async throws -> [TagName] {
        try caller.require(.managePrivacy)
        return try await kith.read { connection in
            try kith.catalogue(of: caller.organization, connection).tags.values.map(\.name).sorted {
                $0.folded < $1.folded
            }
        }
    }

    /// The ids of tags by their names. Throws `RetentionError.unknownTag`.
    package func tags(named names: [TagName], by caller: Caller) async throws -> Set<TagID> {
        try caller.require(.managePrivacy)
        return try await kith.read { connection in
            let catalogue = try kith.catalogue(of: caller.organization, connection)
            return Set(
                try names.map { name in
                    guard let tag = catalogue.tag(named: name) else { throw RetentionError.unknownTag }
                    return tag.id
                }
            )
        }
    }

    /// Sets the rule and switches it on. A run by the former one ends; the first by this one is on the next day.
    ///
    /// With `version` (0 for no rule at all), throws `RetentionError.changed` where somebody else was faster.
    package func setRetention(_ rule: RetentionRule, version: Int64? = nil, by caller: Caller) async throws {
        try await changeRetention(version, by: caller) { _ in (rule, true) }
    }

    /// Switches the rule off, and ends its run. It is kept, to be switched on again.
    package func switchOffRetention(version: Int64? = nil, by caller: Caller) async throws {
        try await changeRetention(version, by: caller) { kept in
            guard let kept, kept.isOn else { throw RetentionError.isOff }
            return (kept.rule, false)
        }
    }

    private func changeRetention(
        _ version: Int64?,
        by caller: Caller,
        _ change: @escaping @Sendable (KeptRetention?) throws -> (rule: RetentionRule, isOn: Bool)
    ) async throws {
        try caller.require(.managePrivacy)
        try await kith.write { transaction in
            let store = RetentionStore(caller.organization, transaction.connection)
            let former = try store.find(isLocked: true)
            guard version == nil || version == former?.version ?? 0 else {
                throw RetentionError.changed(version: former?.version ?? 0)
            }
            let (rule, isOn) = try change(former)
            let catalogue = try transaction.catalogue(of: caller.organization)
            guard !isOn || rule.sparingTags(in: catalogue) != nil else { throw RetentionError.unknownTag }
            for case .tag(let going, into: _) in try kith.adaptations(of: caller.organization, transaction.connection)
            where isOn && rule.sparedTags.contains(going) { throw RetentionError.unknownTag }
            try store.put(
                KeptRetention(
                    rule: rule,
                    isOn: isOn,
                    version: (former?.version ?? 0) + 1,
                    updatedAt: transaction.now,
                    lastDay: catalogue.zone.day(of: transaction.now),
                    lastRun: former?.lastRun
                )
            )
            let jobs = JobStore(caller.organization, transaction.connection)
            for job in try jobs.retention() { _ = try jobs.requestCancel(job.id) }
            try transaction.audit(
                .changedRetention,
                of: caller.organization.subject,
                ["on": .boolean(isOn), "rule": rule.summary(in: catalogue)],
                by: caller
            )
        }
        kith.jobBell.ring()
    }
}

extension RetentionRule {
    /// In numbers and names of tags, for jobs and the audit log.
    func summary(in catalogue: Catalogue) -> JSON {
        let tags = sparedTags.compactMap { catalogue.tags[$0]?.name.text }.sorted()
        return .object([
            "action": .string(action.rawValue),
            "days": .integer(Int64(days)),
            "spared": tags.isEmpty ? nil : .array(tags.map(JSON.string)),
        ])
    }
}

extension JobStore {
    /// The runs of a retention rule that wait or are under way.
    func retention() throws -> [Job] {
        try unfinished().filter { $0.kind == .deleteUnheard || $0.kind == .anonymiseUnheard }
    }
}
