import Domain
import Kith
import TestSupport
import Testing

@testable import API

/// Takes the table of routes itself: for each line, who may and who may not, and what is there for whom.
@Suite("The table of permissions")
struct PermissionTableTests {
    @Test("each route has a fixture, and each fixture a route")
    func fixtures() async throws {
        try await ServedAPI.run { api in
            let routes = try api.routes.filter { !$0.isForEverybody }
            #expect(Set(routes.map(\.line)) == Set(RouteFixture.all.keys))
            #expect(Set(routes.map(\.line)).count == routes.count)
        }
    }

    @Test("without a token each route is 401, unless it is for everybody")
    func nobody() async throws {
        try await ServedAPI.run { api in
            for route in try api.routes {
                let answer = try await api.nobody.send(route, RouteFixture(), route.anyIDs)
                #expect((answer.status == 401) == !route.isForEverybody, "\(route.line): \(answer.status)")
            }
        }
    }

    @Test("K6: a key opens what its one scope says, and nothing else")
    func scopes() async throws {
        try await ServedAPI.run { api in
            try await prepare(api)
            for scope in Scope.allCases {
                let program = try await api.program([scope])
                for route in try api.routes where !route.isForEverybody {
                    if route.options.isForManagers {
                        let answer = try await program.send(route, RouteFixture(), route.anyIDs)
                        #expect(answer.status == 403, "\(scope) \(route.line): \(answer.status)")
                        #expect(answer.detail.contains("a program with a key cannot"))
                        continue
                    }
                    try await check(route, by: program, may: scope.permissions, isOwner: false, api, "\(scope)")
                }
            }
        }
    }

    @Test("C15 K6: a manager may do what the one permission of their role says, and nothing else")
    func permissions() async throws {
        try await ServedAPI.run { api in
            try await prepare(api)
            for permission in Permission.allCases where !Permission.ofOwnersOnly.contains(permission) {
                _ = try await api.kith.roles.create(name: "Only", permissions: [permission], by: api.console)
                let manager = try await api.manager("only")
                for route in try api.routes where !route.isForEverybody {
                    try await check(route, by: manager, may: [permission], isOwner: false, api, "\(permission)")
                }
                try await removeOnly(api)
            }
        }
    }

    @Test("owners may do everything, and those with an empty role nothing that needs a permission")
    func roles() async throws {
        try await ServedAPI.run { api in
            try await prepare(api)
            let all = Set(Permission.allCases)
            let owner = try await api.manager("owner")
            let basic = try await api.manager("basic")
            let empty = try await api.manager("empty")
            for route in try api.routes where !route.isForEverybody {
                try await check(route, by: owner, may: all, isOwner: true, api, "owner")
                try await check(route, by: basic, may: Role.usualOfBasic, isOwner: false, api, "basic")
                try await check(route, by: empty, may: [], isOwner: false, api, "empty")
            }
        }
    }

    @Test("K6: what is another organization's, or is deleted, is 404", arguments: TestEngine.allCases)
    func elsewhere(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            try await prepare(api)
            let owner = try await api.manager("owner")
            let program = try await api.program()
            for route in try api.routes where route.path.contains("{") && !route.options.isForManagers {
                let fixture = try #require(RouteFixture.all[route.line])
                if fixture.namesAreOwn { continue }
                let foreign = try await fixture.things(api, api.other)
                let removed = try await fixture.things(api, api.console)
                let remove = try #require(fixture.remove, "\(route.line) has no way to remove what it made")
                try await remove(api, api.console, removed)
                // What a body names stays: here it is about the path.
                let named = route.anyIDs
                let never = foreign.merging(named) { $1 }
                let nonsense = foreign.merging(named.mapValues { _ in "nonsense" }) { $1 }
                for client in fixture.isForOwners ? [owner] : [owner, program] {
                    var answers: [JSON?] = []
                    for ids in fixture.isShownWhenRemoved
                        ? [foreign, never, nonsense] : [foreign, removed, never, nonsense]
                    {
                        let answer = try await client.send(route, fixture, ids)
                        #expect(answer.status == 404, "\(route.line) \(ids): \(answer.status) \(answer.text)")
                        answers.append(answer["title"])
                    }
                    #expect(Set(answers).count == 1)
                }
                // It is there still.
                let here = try await owner.send(route, fixture, try await fixture.things(api, api.console))
                #expect((200..<300).contains(here.status), "\(route.line): \(here.status) \(here.text)")
            }
        }
    }

    /// The role `empty`, which fixtures give, in both organizations.
    private func prepare(_ api: ServedAPI) async throws {
        for caller in [api.console, api.other] {
            _ = try await api.kith.roles.create(name: "Empty", permissions: [], by: caller)
            _ = try await api.kith.subscription.setIncluded(1_000, by: caller)
        }
    }

    /// Makes room for the roles that requests make: an organization has 20 at most.
    private func removeRoles(_ api: ServedAPI) async throws {
        for role in try await api.kith.roles.all(by: api.console) where role.name.hasPrefix("Role") {
            try await api.kith.roles.remove(role.id, by: api.console)
        }
    }

    private func removeOnly(_ api: ServedAPI) async throws {
        let only = try await api.kith.roles.all(by: api.console).first { $0.name == "Only" }
        guard let only else { return }
        for manager in try await api.kith.managers.all(by: api.console) where manager.role == only.id {
            try await api.kith.managers.remove(manager.id, by: api.console)
        }
        try await api.kith.roles.remove(only.id, by: api.console)
    }

    private func check(
        _ route: APIRoute,
        by client: Client,
        may permissions: Set<Permission>,
        isOwner: Bool,
        _ api: ServedAPI,
        _ who: String
    ) async throws {
        let fixture = try #require(RouteFixture.all[route.line], "\(route.line) has no fixture")
        let isInTable = route.permission.map(permissions.contains) ?? true
        let isGranted = isInTable && fixture.also.isSubset(of: permissions)
        if isGranted { try await removeRoles(api) }
        // What the verb itself looks at may hang on the thing.
        let made = isInTable ? try await fixture.things(api, api.console) : [:]
        let ids = made.isEmpty ? route.anyIDs : made
        let answer = try await client.send(route, fixture, ids)
        if isGranted {
            // A verb may want more of the caller, by what is given or made: no more than one has oneself.
            let reason = fixture.isForVerb ? "this needs the permission" : "nobody can give more than they have"
            let isMore =
                answer.status == 403
                && (answer.detail.contains(reason) || !isOwner && answer.detail.contains("only an owner"))
            #expect(
                (200..<300).contains(answer.status) || isMore || fixture.alsoRight.contains(answer.status),
                "\(who) \(route.line): \(answer.status) \(answer.text)"
            )
        } else {
            #expect(answer.status == 403, "\(who) \(route.line): \(answer.status)")
        }
    }
}
