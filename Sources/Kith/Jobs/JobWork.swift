import Domain
import Stores

/// What a job does with one batch of its contacts.
struct JobWork {
    /// Contacts in one transaction: few enough that others wait for the writer no longer than for a page.
    static let batchSize = 500

    let job: Job
    let organization: OrganizationID
    let kith: Kith

    func run(_ batch: [ContactID], _ progress: inout JobProgress, in transaction: Transaction) throws {
        if let adaptation = Adaptation(job) {
            let done = try sweep(adaptation).rewrite(batch, in: transaction)
            progress.changed += done.changed
            progress.gone += done.gone
            progress.unchanged += batch.count - done.changed - done.gone
            return
        }
        if let retention = RetentionRun(job) {
            return try retention.run(batch, of: organization, &progress, in: transaction)
        }
        let catalogue = try transaction.catalogue(of: organization)
        let edit = job.kind == .editContacts ? try ContactInput(json: job.parameters).resolved(in: catalogue) : nil
        var opened = try OpenContacts(
            batch,
            leadingTo: edit?.identities ?? [],
            from: Cause(job.actor),
            organization: organization,
            catalogue: catalogue,
            in: transaction
        )
        let touched = try touchedSince(batch, transaction)
        for id in batch {
            guard let contact = opened.contacts[id] else {
                progress.gone += 1
                continue
            }
            switch job.kind {
            case .editContacts:
                try progress.count { try opened.edit(contact, edit ?? ContactEdit()) != nil }
            case .deleteContacts:
                opened.delete(contact)
                progress.changed += 1
            case .takeImportBack:
                if touched.contains(id) {
                    progress.unchanged += 1
                } else {
                    opened.delete(contact)
                    progress.changed += 1
                }
            case .replaceOptions, .rewriteProperty, .mergeTags, .deleteTag, .deleteUnheard, .anonymiseUnheard:
                throw JobError.unknown
            }
        }
        try opened.save()
    }

    /// What is left to do once all contacts are done.
    func finish(in transaction: Transaction) throws {
        try RetentionRun(job)?.finish(job, of: organization, in: transaction)
        guard let adaptation = Adaptation(job) else { return }
        // From here to the commit nobody else can commit: who came to be concerned meanwhile follows now.
        try OrganizationStore(transaction.connection).lock(organization)
        if !adaptation.rewritesAll {
            let catalogue = try transaction.catalogue(of: organization)
            let store = ContactSweepStore(organization, transaction.connection)
            try sweep(adaptation).rewrite(store.ids(adaptation.contacts, in: catalogue), in: transaction)
        }
        try kith.finish(adaptation, of: organization, in: transaction)
    }

    private func sweep(_ adaptation: Adaptation) -> ContactSweep {
        ContactSweep(kith: kith, organization: organization, adaptation: adaptation, actor: job.actor)
    }

    /// Of an import that is taken back: the contacts that anybody or anything else has touched.
    private func touchedSince(_ batch: [ContactID], _ transaction: Transaction) throws -> Set<ContactID> {
        guard job.kind == .takeImportBack else { return [] }
        guard let id = job.parameters["import"]?.string.flatMap({ ImportID($0) }) else { throw ImportError.unknown }
        return try EventStore(organization, transaction.connection).contacts(among: batch, touchedBesides: id)
    }
}

extension JobProgress {
    /// Counts one contact: whether it changes, or by which `ContactError` it cannot.
    mutating func count(_ apply: () throws -> Bool) throws {
        do {
            if try apply() {
                changed += 1
            } else {
                unchanged += 1
            }
        } catch let error as ContactError {
            refused[error.explanation, default: 0] += 1
        }
    }
}
