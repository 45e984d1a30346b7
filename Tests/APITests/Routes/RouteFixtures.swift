import Domain
import Foundation
import HTTPTypes
import Kith
import TestSupport

@testable import API

/// What the table of permissions needs of a route: a thing of an organization's own for each name in its path, and a
/// body that it takes. A route without a fixture fails the test.
struct RouteFixture: Sendable {
    typealias Removal = @Sendable (ServedAPI, Caller, [String: String]) async throws -> Void

    /// Makes the things that the path names, fresh for each request; returns their ids by the path's names.
    var things: @Sendable (ServedAPI, Caller) async throws -> [String: String] = { _, _ in [:] }
    /// Removes what `things` made, so that the ids lead nowhere.
    var remove: Removal?
    var body: @Sendable () -> JSON? = { nil }
    /// A body that is no JSON.
    var file: [UInt8]?
    var query = ""
    /// Statuses of callers who may ask, but for whom there is nothing to do.
    var alsoRight: Set<Int> = []
    /// True where what was removed is still shown, as a key is that works no more.
    var isShownWhenRemoved = false
    /// True where the verb is for owners alone, whatever else one may.
    var isForOwners = false
    /// True where the verb itself asks for one of several permissions, by what is given or whose a thing is.
    var isForVerb = false
    /// What the verb wants of the caller besides the permission in the table: by what the request asks for.
    var also: Set<Permission> = []
    /// True where the name in the path is the caller's own word, so that none is of another organization.
    var namesAreOwn = false
}

extension RouteFixture {
    /// By `METHOD /path`, as in the table of routes.
    static let all: [String: RouteFixture] = [
        "GET /me": RouteFixture(),
        "PATCH /me": RouteFixture(body: { ["name": "Ada"] }),
        "GET /me/sessions": RouteFixture(),
        "DELETE /me/sessions": RouteFixture(),
        "DELETE /me/sessions/{session}": RouteFixture(alsoRight: [404]),
        "PUT /me/password": RouteFixture(body: { ["password": "correct horse", "newPassword": "correct horse"] }),
        "GET /me/totp": RouteFixture(),
        "POST /me/totp": RouteFixture(),
        "PUT /me/totp": RouteFixture(body: { ["code": "not a code"] }, alsoRight: [422]),
        "DELETE /me/totp": RouteFixture(body: { ["password": "correct horse", "code": "x"] }, alsoRight: [409]),
        "POST /me/recovery-codes": RouteFixture(body: { ["password": "correct horse"] }, alsoRight: [409]),
        "DELETE /sessions/current": RouteFixture(),

        "GET /organization": RouteFixture(),
        "PATCH /organization": RouteFixture(body: { ["name": "Demo"] }),
        "GET /organization/logo": RouteFixture(things: logo),
        "PUT /organization/logo": RouteFixture(file: SamplePicture.jpeg.bytes),
        "DELETE /organization/logo": RouteFixture(things: logo),
        "GET /organization/site": RouteFixture(),
        "PATCH /organization/site": RouteFixture(body: { ["enforcesMemberHash": false] }),
        "POST /organization/plugin-keys": RouteFixture(),
        "GET /organization/member-secret": RouteFixture(things: memberSecret),
        "POST /organization/member-secrets": RouteFixture(),
        "GET /subscription": RouteFixture(),
        "POST /subscription/additions": RouteFixture(body: { ["managedUsers": 1] }),
        "GET /audit-entries": RouteFixture(),

        "GET /privacy": RouteFixture(),
        "PUT /privacy/retention-rule": RouteFixture(body: { ["action": "delete", "days": 3_000] }),
        "DELETE /privacy/retention-rule": RouteFixture(alsoRight: [409]),
        "POST /privacy/retention-previews": RouteFixture(body: { ["action": "anonymise", "days": 30] }),
        "POST /privacy/retention-runs": RouteFixture(alsoRight: [409]),

        "GET /changes": RouteFixture(),

        "GET /segments": RouteFixture(isForVerb: true),
        "POST /segments": RouteFixture(
            body: { ["name": .string(word("s")), "filter": "name contains a"] },
            isForVerb: true
        ),
        "GET /segments/{segment}": RouteFixture(things: segment, remove: removeSegment, isForVerb: true),
        "PATCH /segments/{segment}": RouteFixture(
            things: segment,
            remove: removeSegment,
            body: { ["description": "x"] },
            isForVerb: true
        ),
        "DELETE /segments/{segment}": RouteFixture(things: segment, remove: removeSegment, isForVerb: true),
        "GET /segments/{segment}/contacts": RouteFixture(things: segment, remove: removeSegment),
        "GET /segments/{segment}/moves": RouteFixture(things: segment, remove: removeSegment),
        "GET /segments/{segment}/sizes": RouteFixture(things: segment, remove: removeSegment),

        "GET /properties": RouteFixture(isForVerb: true),
        "POST /properties": RouteFixture(body: { ["key": .string(word("p")), "name": "P", "type": "text"] }),
        "GET /properties/{property}": RouteFixture(things: property, remove: removeProperty, isForVerb: true),
        "PATCH /properties/{property}": RouteFixture(
            things: property,
            remove: removeProperty,
            body: { ["name": "Q"] }
        ),
        "PUT /properties/{property}/archival": RouteFixture(things: property, remove: removeProperty),
        "DELETE /properties/{property}/archival": RouteFixture(things: property, remove: removeProperty),
        "PUT /properties/{property}/type": RouteFixture(
            things: property,
            remove: removeProperty,
            body: { ["type": "list"] }
        ),
        "PUT /property-order": RouteFixture(body: { ["keys": ["email"]] }),

        "GET /unregistered-keys": RouteFixture(),
        "PATCH /unregistered-keys": RouteFixture(body: { ["collectsUnknownKeys": true] }),
        "POST /unregistered-keys/{key}/registration": RouteFixture(things: seenKey, remove: removeSeenKey),
        "DELETE /unregistered-keys/{key}": RouteFixture(things: seenKey, remove: removeSeenKey),

        "GET /tags": RouteFixture(),
        "POST /tags": RouteFixture(body: { ["name": .string(word("t"))] }, isForVerb: true),
        "GET /tags/{tag}": RouteFixture(things: tag, remove: removeTag),
        "PATCH /tags/{tag}": RouteFixture(things: tag, remove: removeTag, body: { ["colour": "red"] }),
        "DELETE /tags/{tag}": RouteFixture(things: tag, remove: removeTag),
        "POST /tags/{tag}/merges": RouteFixture(things: tag, remove: removeTag, body: { ["into": "{other}"] }),

        "GET /roles": RouteFixture(isForVerb: true),
        "POST /roles": RouteFixture(body: { ["name": .string(word("Role")), "permissions": []] }),
        "GET /roles/{role}": RouteFixture(things: role, remove: removeRole, isForVerb: true),
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

        "DELETE /managers/{manager}/sessions": RouteFixture(things: manager, remove: removeManager),
        "DELETE /managers/{manager}/totp": RouteFixture(
            things: managerWithTOTP,
            remove: removeManager,
            isForOwners: true
        ),

        "GET /keys": RouteFixture(),
        "POST /keys": RouteFixture(body: { ["name": "key", "scopes": ["contacts:read"]] }),
        "GET /keys/{key}": RouteFixture(things: key, remove: removeKey, isShownWhenRemoved: true),
        "PATCH /keys/{key}": RouteFixture(
            things: key,
            remove: removeKey,
            body: { ["name": "shop"] },
            isShownWhenRemoved: true
        ),
        "DELETE /keys/{key}": RouteFixture(things: key, remove: removeKey),
    ].merging(ofContacts) { first, _ in first }

    static func word(_ start: String) -> String { "\(start) \(UInt64.random(in: 0 ... .max))".replacing(" ", with: "") }
}

extension RouteFixture {
    /// Removes the thing that has the id of this name.
    static func removing<Subject>(
        _ name: String,
        _ remove: @escaping @Sendable (ServedAPI, Caller, Identifier<Subject>) async throws -> Void
    ) -> Removal {
        { api, caller, ids in
            guard let id = ids[name].flatMap({ Identifier<Subject>($0) }) else { return }
            try await remove(api, caller, id)
        }
    }

    @Sendable private static func logo(_ api: ServedAPI, _ caller: Caller) async throws -> [String: String] {
        _ = try await api.kith.organizations.putLogo(SamplePicture.jpeg.bytes, by: caller)
        return [:]
    }

    @Sendable private static func memberSecret(_ api: ServedAPI, _ caller: Caller) async throws -> [String: String] {
        _ = try await api.kith.sites.makeMemberSecret(by: caller)
        return [:]
    }

    @Sendable private static func role(_ api: ServedAPI, _ caller: Caller) async throws -> [String: String] {
        ["role": try await api.kith.roles.create(name: word("Role"), permissions: [], by: caller).id.description]
    }

    private static let removeRole = removing("role") { (api, caller, id: RoleID) in
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

    @Sendable private static func managerWithTOTP(
        _ api: ServedAPI,
        _ caller: Caller
    ) async throws -> [String: String] {
        let client = try await api.manager("empty", by: caller)
        _ = try await AppOfCodes(for: client, api)
        return ["manager": try await client.get("/me")["manager"]?["id"]?.string ?? ""]
    }

    private static let removeManager = removing("manager") { (api, caller, id: ManagerID) in
        try await api.kith.managers.remove(id, by: caller)
    }

    @Sendable private static func key(_ api: ServedAPI, _ caller: Caller) async throws -> [String: String] {
        let made = try await api.kith.keys.create(name: "x", scopes: [.readContacts], by: caller)
        return ["key": made.key.id.description]
    }

    private static let removeKey = removing("key") { (api, caller, id: KeyID) in
        try await api.kith.keys.revoke(id, by: caller)
    }
}
