package import Domain
import Formats
import Stores

extension Kith {
    package var imports: Imports { Imports(kith: self) }
}

/// Verbs about files of contacts.
package struct Imports: Sendable {
    let kith: Kith

    /// Refused rows that a result keeps; the file of refused rows has all of them.
    private static let refusalsKept = 100

    /// Takes a CSV file of contacts in, and says after each batch how far it is.
    ///
    /// Throws `CSVError` or `ImportError` where the file as a whole cannot be taken; then nothing was changed.
    /// Cancelling the task ends it between two batches.
    package func run(
        _ options: ImportOptions,
        by caller: Caller,
        progress: @escaping @Sendable (ImportProgress) -> Void = { _ in }
    ) async throws -> ImportResult {
        try caller.require(.importContacts)
        let plan = try await plan(options, by: caller)
        if !options.isDryRun {
            try await checkCapacity(plan, by: caller)
        }
        let refusals = try RefusalLog(options.refusedPath, plan.survey, mostKept: Self.refusalsKept)
        // Also where the import ends early: what was imported so far is kept, and so is what was refused.
        defer { try? refusals.close() }
        let counts =
            options.isDryRun
            ? try await rehearse(plan, refusals, progress) : try await perform(plan, refusals, progress)
        try refusals.close()
        return ImportResult(
            counts: counts,
            columns: plan.mapping.columns,
            encoding: plan.survey.encoding,
            refusals: refusals.kept
        )
    }

    private func plan(_ options: ImportOptions, by caller: Caller) async throws -> ImportPlan {
        let tag = try options.tag.map { text in
            do throws(TagNameError) {
                return try TagName(text).text
            } catch {
                throw ImportError.badTag(error.explanation)
            }
        }
        let (organization, catalogue) = try await kith.read { connection in
            guard let organization = try OrganizationStore(connection).find(caller.organization) else {
                throw OrganizationError.unknown(caller.organization.description)
            }
            return (organization, try kith.catalogue(of: caller.organization, connection))
        }
        let survey = try ImportSurvey(
            path: options.path,
            encoding: options.encoding,
            country: organization.country
        ) { column in
            options.createsProperties
                && (options.mapping.contains { $0.column == column }
                    || ColumnNames.target(of: column, in: catalogue) == nil)
        }
        let mapping = try ImportMapping(
            header: survey.header,
            guesses: survey.guesses,
            options: options,
            catalogue: catalogue
        )
        return ImportPlan(
            options: options,
            organization: organization,
            actor: caller.actor,
            tag: tag,
            survey: survey,
            mapping: mapping,
            rowReader: ImportRowReader(
                header: survey.header,
                targets: mapping.targets,
                kind: options.kind,
                takesNamesAlone: options.takesNamesAlone,
                country: organization.country,
                zone: catalogue.zone
            )
        )
    }

    /// At the limit of managed users an import is refused before it starts: a rehearsal tells how many it would add.
    private func checkCapacity(_ plan: ImportPlan, by caller: Caller) async throws {
        guard plan.organization.settings.managedUsersCapacity != nil else { return }
        let refusals = try RefusalLog(nil, plan.survey, mostKept: 0)
        let needed = try await rehearse(plan, refusals) { _ in }.created
        try await kith.write { try kith.subscription.requireRoom(for: needed, by: caller, in: $0) }
    }

    private func perform(
        _ plan: ImportPlan,
        _ refusals: RefusalLog,
        _ progress: @Sendable (ImportProgress) -> Void
    ) async throws -> ImportCounts {
        let batches = try plan.batches()
        var upcoming = try await batches.next()
        let writer = try await kith.write { try plan.begin(in: $0) }
        var counts = ImportCounts()
        while let last = upcoming.last {
            try Task.checkCancellation()
            let rows = upcoming
            async let next = batches.next()
            let committed = try await kith.commit { try writer.write(rows, in: $0) }
            let outcome = committed.result
            writer.remember(outcome)
            counts += outcome.counts
            try refusals.add(outcome.refusals)
            progress(ImportProgress(counts: counts, rows: plan.survey.rows, seq: committed.seq, line: last.record.line))
            upcoming = try await next
        }
        return counts
    }

    /// Does everything in one transaction that is then rolled back, so that it says exactly what would change.
    private func rehearse(
        _ plan: ImportPlan,
        _ refusals: RefusalLog,
        _ progress: @escaping @Sendable (ImportProgress) -> Void
    ) async throws -> ImportCounts {
        do {
            // What is thrown rolls the transaction back.
            return try await kith.write { transaction throws -> ImportCounts in
                let reader = try plan.reader()
                let writer = try plan.begin(in: transaction)
                var counts = ImportCounts()
                try refusals.beginAnew()
                while true {
                    let rows = try reader.next()
                    guard let last = rows.last else { throw Rehearsed(counts: counts) }
                    try Task.checkCancellation()
                    let outcome = try writer.write(rows, in: transaction)
                    writer.remember(outcome)
                    counts += outcome.counts
                    try refusals.add(outcome.refusals)
                    progress(ImportProgress(counts: counts, rows: plan.survey.rows, seq: nil, line: last.record.line))
                }
            }
        } catch let rehearsed as Rehearsed {
            return rehearsed.counts
        }
    }

    /// Rolls the transaction of a rehearsal back and brings out what it counted.
    private struct Rehearsed: Error {
        let counts: ImportCounts
    }
}
