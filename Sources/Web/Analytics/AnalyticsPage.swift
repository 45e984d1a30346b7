import Domain
package import Hummingbird
import Kith

/// The page of analytics: figures of all contacts or of some, in charts that can be read, hovered and downloaded.
package struct AnalyticsPage: Sendable {
    let site: Site

    /// `GET /analytics`
    package func show(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let state = AnalyticsState(of: request.uri.query)
        let results = try await AnalyticsResults(state, in: view)
        let segments = view.caller.may(.seeContacts) ? try await site.kith.segments.all(by: view.caller) : []
        let model = Model(state, results, segments: segments, in: view)
        return try await view.page(
            "analytics",
            title: view.words["analytics.title"],
            model,
            current: .analytics(AnalyticsState()),
            status: results.status
        )
    }

    /// `GET /analytics/results`: what changes with the form. The address of the page follows.
    package func results(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let state = AnalyticsState(of: request.uri.query)
        let results = try await AnalyticsResults(state, in: view)
        guard results.problem == nil else {
            // What was shown before stays, while somebody is still writing.
            return try view.fragment("analytics-problem", results).settingHeaders([
                "HX-Retarget": "#analytics-problem", "HX-Reswap": "outerHTML",
            ])
        }
        return try view.fragment("analytics-results-alone", results)
            .settingHeaders(["HX-Replace-Url": Link.analytics(state).path])
    }

    /// `GET /analytics/activity`: what happened, where the page came without it.
    package func activity(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let state = AnalyticsState(of: request.uri.query)
        let report = try await site.kith.analytics.report(state.question(waitsForEvents: true), by: view.caller)
        return try view.fragment("analytics-activity", ShownActivity(report, state, in: view))
    }

    /// `GET /analytics/charts/{chart}`, as CSV
    package func download(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let name = exchange.parameters.get("chart") ?? ""
        guard let chart = AnalyticsChart(rawValue: name) else { throw HTTPError(.notFound) }
        let state = AnalyticsState(of: request.uri.query)
        let report = try await site.kith.analytics.report(state.question(waitsForEvents: true), by: view.caller)
        guard let table = AnalyticsTable(chart, of: report, state, in: view) else {
            return .plain(view.words["analytics.preparing"], status: .serviceUnavailable)
        }
        return .attachment("\(chart.rawValue).csv", type: "text/csv; charset=utf-8") { writer in
            try await writer.write(ByteBuffer(string: table.csv))
        }
    }

    struct Model: Sendable {
        struct Choice: Sendable {
            let title: String
            let value: String
            let isChosen: Bool
        }

        let title: String
        let action = Link.analytics(AnalyticsState()).path
        let resultsLink = Link.analyticsResults.path
        let completionsLink = Link.filterCompletions.path
        let ranges: [Choice]
        let periods: [Choice]
        let segments: [Choice]
        let from: String
        let to: String
        let filter: String
        let narrows: Bool
        let results: AnalyticsResults

        init(_ state: AnalyticsState, _ results: AnalyticsResults, segments: [ShownSegment], in view: View) {
            title = view.words["analytics.title"]
            ranges = AnalyticsState.Range.allCases.map { range in
                Choice(
                    title: view.words["analytics.range.\(range.rawValue)"],
                    value: range.rawValue,
                    isChosen: range == state.range
                )
            }
            periods = [nil as CalendarPeriod?, .day, .week, .month].map { period in
                Choice(
                    title: view.words["analytics.period.\(period?.rawValue ?? "auto")"],
                    value: period?.rawValue ?? "",
                    isChosen: period == state.period
                )
            }
            self.segments = segments.map { shown in
                let id = shown.segment.id.description
                return Choice(title: shown.segment.name, value: id, isChosen: id == state.segment)
            }
            // Whoever chooses days of their own begins with those that are shown.
            from = state.from.isEmpty ? results.shown?.range.lowerBound.description ?? "" : state.from
            to = state.to.isEmpty ? results.shown?.range.upperBound.description ?? "" : state.to
            filter = state.filter
            narrows = view.caller.may(.seeContacts)
            self.results = results
        }
    }
}

/// The figures, or why there are none.
struct AnalyticsResults: Sendable {
    let shown: ShownAnalytics?
    let problem: ContactResults.Problem?

    init(_ state: AnalyticsState, in view: View) async throws {
        do {
            let question = try state.question(waitsForEvents: false)
            let report = try await view.site.kith.analytics.report(question, by: view.caller)
            shown = ShownAnalytics(report, state, in: view)
            problem = nil
        } catch let error as FilterError {
            shown = nil
            problem = .init(ContactRefusal(reason: error.reason, place: error.place), in: state.filter, view)
        } catch let error as AnalyticsError {
            shown = nil
            problem = .init(ContactRefusal(reason: error.explanation, place: nil), in: "", view)
        }
    }

    var status: HTTPResponse.Status { problem == nil ? .ok : .unprocessableContent }
}
