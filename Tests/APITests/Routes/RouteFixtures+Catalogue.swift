import Database
import Domain
import Kith
import TestSupport

@testable import API

/// Segments, properties, keys and tags for the table of permissions.
extension RouteFixture {
    @Sendable static func segment(_ api: ServedAPI, _ caller: Caller) async throws -> [String: String] {
        let segment = try await api.kith.segments.create(name: word("s"), filter: .everybody, by: caller)
        return ["segment": segment.id.description]
    }

    static let removeSegment = removing("segment") { (api, caller, id: SegmentID) in
        try await api.kith.segments.delete(id, by: caller)
    }

    @Sendable static func property(_ api: ServedAPI, _ caller: Caller) async throws -> [String: String] {
        let definition = PropertyDefinition(key: word("p"), name: "P", type: .text)
        return ["property": try await api.kith.properties.define(definition, by: caller).key]
    }

    /// No verb removes a property for good: here it goes from under them.
    @Sendable static func removeProperty(_ api: ServedAPI, _ caller: Caller, _ ids: [String: String]) async throws {
        try await api.kith.write { transaction in
            try transaction.connection.execute(
                "DELETE FROM properties WHERE org_id = \(caller.organization.rawValue) AND key = \(ids["property"])"
            )
            transaction.note(Changed(catalogue: true), in: caller.organization)
        }
    }

    @Sendable static func seenKey(_ api: ServedAPI, _ caller: Caller) async throws -> [String: String] {
        let key = word("k")
        try await api.kith.properties.setCollectsUnknownKeys(false, by: caller)
        try await api.kith.write { transaction in
            _ = try api.kith.properties.collect([key: 1], of: caller.organization, in: transaction)
        }
        return ["key": key]
    }

    @Sendable static func removeSeenKey(_ api: ServedAPI, _ caller: Caller, _ ids: [String: String]) async throws {
        try await api.kith.properties.ignore(ids["key"] ?? "", by: caller)
    }

    @Sendable static func tag(_ api: ServedAPI, _ caller: Caller) async throws -> [String: String] {
        let tag = try await api.kith.tags.create(name: word("t"), by: caller)
        let other = try await api.kith.tags.create(name: word("t"), by: caller)
        return ["tag": tag.id.description, "other": other.id.description]
    }

    @Sendable static func removeTag(_ api: ServedAPI, _ caller: Caller, _ ids: [String: String]) async throws {
        for name in ["tag", "other"] {
            guard let id = ids[name].flatMap({ TagID($0) }) else { return }
            _ = try await api.kith.tags.delete(id, by: caller)
        }
    }
}
