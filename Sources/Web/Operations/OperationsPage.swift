import Domain
package import Hummingbird
import Kith

/// How the installation is: its version, how much it holds, what it works on, and its backups.
package struct OperationsPage: Sendable {
    private static let jobsShown = 20

    struct Figure: Sendable {
        let name: String
        let value: String
    }

    /// What was done in the background.
    struct Work: Sendable {
        let title: String
        let detail: String
        let startedAt: ShownTime
        let isBad: Bool
    }

    struct Model: Sendable {
        let title: String
        let figures: [Figure]
        let work: [Work]
        let hasWork: Bool
        let backups: BackupsPage.Model
    }

    let site: Site

    /// `GET /settings/operations`
    package func show(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let work = try await work(in: view)
        let model = Model(
            title: view.words["operations.title"],
            figures: try await figures(in: view),
            work: work,
            hasWork: !work.isEmpty,
            backups: try await site.backups.model(in: view)
        )
        return try await view.page("operations", title: model.title, model, current: .operations)
    }

    private func figures(in view: View) async throws -> [Figure] {
        let figures = try await site.kith.operations.figures(by: view.caller)
        let roster = figures.roster
        let (words, region) = (view.words, view.region)
        return [
            ("version", site.settings.version),
            ("since", region.moment(site.settings.startedAt)),
            ("database", figures.storage.name),
            ("size", region.bytes(figures.storage.bytes)),
            ("contacts", roster.map { region.number($0.contacts) } ?? words["operations.not-in-memory"]),
            ("memory", roster.map { region.bytes($0.bytes) } ?? "–"),
            ("events", roster.map { region.bytes($0.eventBytes) } ?? "–"),
            ("memory-limit", region.bytes(figures.rosterBytes)),
        ].map { Figure(name: words["operations.figure.\($0)"], value: $1) }
    }

    /// The latest jobs of the organization, for who may see contacts: their titles name properties and tags.
    private func work(in view: View) async throws -> [Work] {
        guard view.caller.may(.seeContacts) else { return [] }
        let jobs = try await site.kith.jobs.all(limit: Self.jobsShown, by: view.caller).jobs
        guard !jobs.isEmpty else { return [] }
        let catalogue = try await site.kith.catalogue(by: view.caller)
        return jobs.map { job in
            let shown = ShownJob(job, in: catalogue, view)
            return Work(
                title: shown.title,
                detail: shown.detail,
                startedAt: view.region.time(job.createdAt),
                isBad: shown.isBad
            )
        }
    }
}
