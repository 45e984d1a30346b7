import Domain
package import Hummingbird
import Kith

/// How many managed users the organization may have, has, and had.
package struct SubscriptionPage: Sendable {
    struct Figure: Sendable {
        let name: String
        let value: String
    }

    struct Model: Sendable {
        let title: String
        let plan: String
        let figures: [Figure]
        /// For the bar; nothing without a limit.
        let limits: [Limit]
        let ranges: [ChartRange]
        let chart: CountChart
        /// Where owners add capacity; a list of one or none.
        let additions: [Addition]
        let formToken: String
    }

    struct Limit: Sendable {
        let used: Int
        let capacity: Int
        let words: String
        let isOver: Bool
        let isFull: Bool
    }

    struct Addition: Sendable {
        let action = Link.capacityAdditions.path
        let most = SubscriptionUsage.mostManagedUsers
        let written: String
        let problems: [String]
    }

    let site: Site

    /// `GET /settings/subscription?days=30`
    package func show(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        try await draw(request, exchange)
    }

    /// `POST /settings/subscription/additions`
    package func add(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let form = try await Form(of: request, by: exchange)
        let written = form["managedUsers"]
        do {
            guard let count = Int(written.filter { !$0.isWhitespace }) else { throw SubscriptionError.badNumber }
            _ = try await site.kith.subscription.addCapacity(count, by: exchange.caller)
            return .seeOther(Link.subscription().path)
        } catch let error as SubscriptionError {
            return try await draw(request, exchange, written: written, problem: error)
        }
    }

    private func draw(
        _ request: Request,
        _ exchange: ManagerExchange,
        written: String = "",
        problem: SubscriptionError? = nil
    ) async throws -> Response {
        let view = site.view(for: exchange)
        let subscription = site.kith.subscription
        let usage = try await subscription.usage(by: exchange.caller)
        let days = ChartRange.days(of: request.uri.query)
        var counts = try await subscription.growth(from: ChartRange.start(days, in: view), by: exchange.caller)
        counts.append(HourlyCount(at: view.region.now, contacts: usage.used))
        let adds = usage.capacity != nil && exchange.caller.isOwner
        let model = Model(
            title: view.words["subscription.title"],
            plan: view.words["subscription.plan-name"],
            figures: Self.figures(usage, in: view),
            limits: usage.capacity.map { [Limit(usage, capacity: $0, in: view)] } ?? [],
            ranges: ChartRange.choices(days, in: view) { .subscription(days: $0) },
            chart: CountChart(counts, id: "growth", title: view.words["subscription.growth"], in: view),
            additions: adds
                ? [Addition(written: written, problems: problem.map { [view.sentence($0.explanation)] } ?? [])] : [],
            formToken: view.session.formToken
        )
        return try await view.page(
            "subscription",
            title: model.title,
            model,
            current: .subscription(),
            status: problem == nil ? .ok : .unprocessableContent
        )
    }

    private static func figures(_ usage: SubscriptionUsage, in view: View) -> [Figure] {
        let unlimited = view.words["subscription.unlimited"]
        let numbers: [(String, Int?)] = [
            ("included", usage.included), ("added", usage.included == nil ? nil : usage.added),
            ("used", usage.used), ("free", usage.free),
        ]
        return numbers.compactMap { name, number in
            guard number != nil || name != "added" else { return nil }
            let value = number.map(view.region.number) ?? unlimited
            return Figure(name: view.words["subscription.\(name)"], value: value)
        }
    }
}

extension SubscriptionPage.Limit {
    fileprivate init(_ usage: SubscriptionUsage, capacity: Int, in view: View) {
        used = min(usage.used, capacity)
        self.capacity = max(capacity, 1)
        isOver = usage.isOver
        isFull = usage.free == 0
        words = view.words(
            "subscription.of",
            ["used": view.region.number(usage.used), "capacity": view.region.number(capacity)]
        )
    }
}
