import Domain
import Stores

/// What a run of the retention rule does with its contacts: who was heard of meanwhile stays, and so does everybody once
/// the rule is another one.
struct RetentionRun {
    /// The version of the rule that it was started for.
    let version: Int64
    /// Whoever was last heard of before this moment goes.
    let cutoff: Instant

    init(version: Int64, cutoff: Instant) {
        self.version = version
        self.cutoff = cutoff
    }

    /// Nil for a job of another kind, and for one that is over.
    init?(_ job: Job) {
        guard job.kind == .deleteUnheard || job.kind == .anonymiseUnheard,
            let version = job.parameters["version"]?.integer, let cutoff = job.parameters["cutoff"]?.integer
        else { return nil }
        self.init(version: version, cutoff: Instant(milliseconds: cutoff))
    }

    var parameters: JSON {
        .object(["version": .integer(version), "cutoff": .integer(cutoff.milliseconds)])
    }

    func run(
        _ batch: [ContactID],
        of organization: OrganizationID,
        _ progress: inout JobProgress,
        in transaction: Transaction
    ) throws {
        let catalogue = try transaction.catalogue(of: organization)
        // Locked, so that nobody goes by a rule any more once somebody was told that it is another one.
        let kept = try RetentionStore(organization, transaction.connection).find(isLocked: true)
        guard let kept, kept.isOn, kept.version == version, let tags = kept.rule.sparingTags(in: catalogue) else {
            progress.unchanged += batch.count
            return
        }
        var opened = try OpenContacts(
            batch,
            from: Cause(.kith),
            organization: organization,
            catalogue: catalogue,
            in: transaction
        )
        // A clock that was ahead when the run began, and was set right since, lets nobody go whose time has not come.
        let cutoff = min(cutoff, kept.rule.cutoff(at: transaction.now, in: catalogue.zone))
        for id in order(of: batch, organization, transaction) {
            guard let contact = opened.contacts[id], contact.kind != .anonymous else {
                progress.gone += 1
                continue
            }
            guard contact.lastHeard < cutoff, contact.tags.isDisjoint(with: tags) else {
                progress.unchanged += 1
                continue
            }
            switch kept.rule.action {
            case .delete: opened.delete(contact)
            case .anonymise: try opened.anonymise(contact)
            }
            progress.changed += 1
        }
        try opened.save()
    }

    /// Says in the audit log how it ended.
    func finish(_ job: Job, of organization: OrganizationID, in transaction: Transaction) throws {
        let progress = job.progress
        try transaction.audit(
            .endedRetention,
            of: "job:\(job.id)",
            [
                "rule": job.summary, "count": .integer(Int64(progress.changed)),
                "stayed": .integer(Int64(progress.unchanged + job.total - progress.done)),
                "gone": .integer(Int64(progress.gone)),
            ],
            by: .kith(organization)
        )
    }

    /// An order that nobody can say who does not have the installation's secret: new ids are given in it, and in the order
    /// of the former ones they would say whose they were.
    private func order(of batch: [ContactID], _ organization: OrganizationID, _ transaction: Transaction) -> [ContactID]
    {
        let hashes = batch.map { ($0, transaction.tombstone(of: Identity(formerly: $0), in: organization)) }
        return hashes.sorted { $0.1.lexicographicallyPrecedes($1.1) }.map(\.0)
    }
}
