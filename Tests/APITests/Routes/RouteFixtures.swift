import Domain
import Foundation
import HTTPTypes
import Kith

@testable import API

/// What the table of permissions needs of a route: a thing of an organization's own for each name in its path, and a
/// body that it takes. A route without a fixture fails the test.
struct RouteFixture: Sendable {
    /// Makes the things that the path names, fresh for each request; returns their ids by the path's names.
    var things: @Sendable (ServedAPI, Caller) async throws -> [String: String] = { _, _ in [:] }
    /// Removes what `things` made, so that the ids lead nowhere.
    var remove: (@Sendable (ServedAPI, Caller, [String: String]) async throws -> Void)?
    var body: @Sendable () -> JSON? = { nil }
    var query = ""
    /// What the verb wants of the caller besides the permission in the table: by what the request asks for.
    var also: Set<Permission> = []
    /// True where the name in the path is the caller's own word, so that none is of another organization.
    var namesAreOwn = false
}

extension RouteFixture {
    /// By `METHOD /path`, as in the table of routes.
    static let all: [String: RouteFixture] = [
        "GET /me": RouteFixture(),
        "GET /changes": RouteFixture(),

        "GET /roles": RouteFixture(),
        "POST /roles": RouteFixture(body: { ["name": .string(word("Role")), "permissions": []] }),
        "GET /roles/{role}": RouteFixture(things: role, remove: removeRole),
        "PATCH /roles/{role}": RouteFixture(things: role, remove: removeRole, body: { ["permissions": []] }),
        "DELETE /roles/{role}": RouteFixture(things: role, remove: removeRole),

        "GET /managers": RouteFixture(),
        "POST /managers": RouteFixture(body: { ["email": .string(word("m") + "@example.com"), "role": "empty"] }),
        "GET /managers/{manager}": RouteFixture(things: manager, remove: removeManager),
        "PATCH /managers/{manager}": RouteFixture(
            things: manager,
            remove: removeManager,
            body: { ["role": "empty"] }
        ),
        "DELETE /managers/{manager}": RouteFixture(things: manager, remove: removeManager),
        "POST /managers/{manager}/links": RouteFixture(things: manager, remove: removeManager),

        "GET /keys": RouteFixture(),
        "POST /keys": RouteFixture(body: { ["name": "key", "scopes": ["contacts:read"]] }),
        "DELETE /keys/{key}": RouteFixture(things: key, remove: removeKey),
    ].merging(ofContacts) { first, _ in first }

    static func word(_ start: String) -> String { "\(start) \(UInt64.random(in: 0 ... .max))".replacing(" ", with: "") }
}

extension RouteFixture {
    @Sendable private static func role(_ api: ServedAPI, _ caller: Caller) async throws -> [String: String] {
        ["role": try await api.kith.roles.create(name: word("Role"), permissions: [], by: caller).id.description]
    }

    @Sendable private static func removeRole(
        _ api: ServedAPI,
        _ caller: Caller,
        _ ids: [String: String]
    ) async throws {
        guard let id = ids["role"].flatMap({ RoleID($0) }) else { return }
        try await api.kith.roles.remove(id, by: caller)
    }

    @Sendable private static func manager(_ api: ServedAPI, _ caller: Caller) async throws -> [String: String] {
        let invitation = try await api.kith.managers.invite(
            email: word("m") + "@example.com",
            role: "empty",
            by: caller
        )
        return ["manager": invitation.manager.id.description]
    }

    @Sendable private static func removeManager(
        _ api: ServedAPI,
        _ caller: Caller,
        _ ids: [String: String]
    ) async throws {
        guard let id = ids["manager"].flatMap({ ManagerID($0) }) else { return }
        try await api.kith.managers.remove(id, by: caller)
    }

    @Sendable private static func key(_ api: ServedAPI, _ caller: Caller) async throws -> [String: String] {
        let made = try await api.kith.keys.create(name: "x", scopes: [.readContacts], by: caller)
        return ["key": made.key.id.description]
    }

    @Sendable private static func removeKey(
        _ api: ServedAPI,
        _ caller: Caller,
        _ ids: [String: String]
    ) async throws {
        guard let id = ids["key"].flatMap({ KeyID($0) }) else { return }
        try await api.kith.keys.revoke(id, by: caller)
    }
}
