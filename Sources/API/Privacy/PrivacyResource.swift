import Domain
package import Hummingbird
import Kith

/// How long people are kept, and what they do not want.
package struct PrivacyResource: Sendable {
    private static let mostTags = 100

    let kith: Kith

    /// `GET /privacy`
    package func show(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        try await answer(exchange)
    }

    /// `PUT /privacy/retention-rule`: sets the rule and switches it on.
    package func setRule(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let rule = try await rule(of: request, exchange)
        try await kith.privacy.setRetention(rule, version: request.expectedVersion(), by: exchange.caller)
        return try await answer(exchange)
    }

    /// `DELETE /privacy/retention-rule`: switches it off.
    package func switchOff(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        try await kith.privacy.switchOffRetention(version: request.expectedVersion(), by: exchange.caller)
        return .done
    }

    /// `POST /privacy/retention-previews`: whom a rule would be about.
    package func preview(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let preview = try await kith.privacy.preview(rule(of: request, exchange), by: exchange.caller)
        let first = preview.first.map { contact in
            JSON.object(["id": contact.id.json, "lastHeardAt": contact.lastHeard.json])
        }
        return .json(
            .object([
                "due": .integer(Int64(preview.due)), "soon": .integer(Int64(preview.soon)), "first": .array(first),
            ])
        )
    }

    /// `POST /privacy/retention-runs`: lets those go now whom the rule is about, by a job (202).
    package func run(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        try await exchange.optionalBody(of: request) { _ in }
        let job = try await kith.privacy.runRetention(by: exchange.caller)
        return .accepted(job.json, at: "/jobs/\(job.id)")
    }

    private func rule(of request: Request, _ exchange: CallerExchange) async throws -> RetentionRule {
        let days = RetentionRule.possibleDays
        let wanted = try await exchange.body(of: request) { fields in
            (
                action: try fields.requiredChoice("action", of: RetentionRule.Action.self),
                days: fields.integer("days", in: Int64(days.lowerBound)...Int64(days.upperBound)),
                tags: fields.json("sparedTags") == nil ? [] : fields.ids("sparedTags", atMost: Self.mostTags) as [TagID]
            )
        }
        return try RetentionRule(wanted.action, afterDays: Int(wanted.days), sparing: Set(wanted.tags))
    }

    private func answer(_ exchange: CallerExchange) async throws -> Response {
        let state = try await kith.privacy.retention(by: exchange.caller)
        let optOuts = try await kith.privacy.optOuts(by: exchange.caller)
        let response = Response.json(
            .object([
                "retentionRule": state.kept?.json ?? .null,
                "retentionRun": state.run?.json ?? .null,
                "optOuts": .object(
                    optOuts.sorted { $0.key.rawValue < $1.key.rawValue }.map { key, count in
                        JSON.Member(key.rawValue, .integer(Int64(count)))
                    }
                ),
            ])
        )
        return response.tagged(version: state.kept?.version ?? 0)
    }
}

extension KeptRetention {
    fileprivate var json: JSON {
        .object([
            "action": .string(rule.action.rawValue),
            "days": .integer(Int64(rule.days)),
            "sparedTags": .array(rule.sparedTags.sorted().map(\.json)),
            "isOn": .boolean(isOn),
            "version": .integer(version),
            "updatedAt": updatedAt.json,
            "lastRun": lastRun.map { .object(["at": $0.at.json, "contacts": .integer(Int64($0.contacts))]) } ?? .null,
        ])
    }
}
