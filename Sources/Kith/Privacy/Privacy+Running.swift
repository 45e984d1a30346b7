package import Domain
import Stores

extension Privacy {
    /// Lets those go now whom the rule is about, by a job.
    ///
    /// `confirmed` is the set that a preview had: where it is another one by now, nothing starts, and
    /// `JobError.changedMeanwhile` says so. Throws `RetentionError`.
    package func runRetention(confirmed: ChosenContacts? = nil, by caller: Caller) async throws -> Job {
        try caller.require(.managePrivacy)
        let (kept, run) = try await frozen(of: caller.organization)
        if let confirmed, confirmed != ChosenContacts(run.contacts) {
            throw JobError.changedMeanwhile(from: confirmed.count, to: run.contacts.count)
        }
        guard !run.contacts.isEmpty else { throw RetentionError.nobody }
        guard let job = try await start(run, of: kept, by: caller) else { throw RetentionError.nobody }
        return job
    }

    /// Starts the run of the day in each organization that has a rule and had none today.
    ///
    /// One that cannot run does not keep the others from it.
    func keepToRetention() async throws {
        var problem: (any Error)?
        for organization in try await kith.organizations.all() {
            do {
                try await keepToRetention(of: organization.id)
            } catch is RetentionError {
                // A tag is gone, which the page of the settings says; or another process was faster.
                continue
            } catch {
                problem = error
            }
        }
        if let problem { throw problem }
    }

    private func keepToRetention(of organization: OrganizationID) async throws {
        let now = kith.now()
        let isDue = try await kith.read { connection in
            guard let kept = try RetentionStore(organization, connection).find(), kept.isOn else { return false }
            // Where the clock goes back, a day may come twice: then nobody is left for the second run of it.
            return kept.lastDay != (try kith.catalogue(of: organization, connection).zone.day(of: now))
        }
        guard isDue else { return }
        let (kept, run) = try await frozen(of: organization)
        _ = try await start(run, of: kept, by: .kith(organization))
    }

    private struct Frozen: Sendable {
        let contacts: [ContactID]
        let cutoff: Instant
    }

    /// Whom the rule is about at this moment.
    private func frozen(of organization: OrganizationID) async throws -> (KeptRetention, Frozen) {
        let now = kith.now()
        return try await kith.read { connection in
            let store = RetentionStore(organization, connection)
            guard let kept = try store.find(), kept.isOn else { throw RetentionError.isOff }
            let catalogue = try kith.catalogue(of: organization, connection)
            guard let tags = kept.rule.sparingTags(in: catalogue) else { throw RetentionError.tagGone }
            let cutoff = kept.rule.cutoff(at: now, in: catalogue.zone)
            let ids = try store.ids(heardBefore: cutoff, sparing: tags, in: catalogue)
            return (kept, Frozen(contacts: ids, cutoff: cutoff))
        }
    }

    /// Keeps a job for them, where the rule is still the same and no other run is under way. Nil where there is nobody.
    private func start(_ run: Frozen, of rule: KeptRetention, by caller: Caller) async throws -> Job? {
        let organization = caller.organization
        let job = try await kith.write { transaction -> Job? in
            let store = RetentionStore(organization, transaction.connection)
            let jobs = JobStore(organization, transaction.connection)
            // Whoever starts another one waits here, and then finds this one.
            guard var kept = try store.find(isLocked: true), kept.isOn else { throw RetentionError.isOff }
            guard kept.version == rule.version else { throw RetentionError.changed(version: kept.version) }
            guard try jobs.retention().isEmpty else { throw RetentionError.isRunning }
            let catalogue = try transaction.catalogue(of: organization)
            kept.lastDay = catalogue.zone.day(of: transaction.now)
            kept.lastRun = .init(at: transaction.now, contacts: run.contacts.count)
            try store.put(kept)
            guard !run.contacts.isEmpty else { return nil }
            let job = Job(
                id: try transaction.nextID(),
                kind: kept.rule.action.jobKind,
                actor: caller.actor,
                summary: kept.rule.summary(in: catalogue),
                parameters: RetentionRun(version: kept.version, cutoff: run.cutoff).parameters,
                total: run.contacts.count,
                createdAt: transaction.now
            )
            try jobs.insert(job, contacts: run.contacts)
            try transaction.audit(
                .beganRetention,
                of: "job:\(job.id)",
                ["rule": job.summary, "count": .integer(Int64(job.total))],
                by: caller
            )
            return job
        }
        kith.jobBell.ring()
        return job
    }
}

extension RetentionRule.Action {
    var jobKind: Job.Kind {
        switch self {
        case .delete: .deleteUnheard
        case .anonymise: .anonymiseUnheard
        }
    }
}
