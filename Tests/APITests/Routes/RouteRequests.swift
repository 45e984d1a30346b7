import Domain
import HTTP
import HTTPTypes
import Kith

@testable import API

extension ServedAPI {
    /// The table of routes; what ends the token that asks comes last.
    var routes: [APIRoute] {
        get throws {
            let routes = try JSONAPI(kith: kith, version: "test", sender: SenderAddress(trustsProxy: false)).routes
            return routes.filter { $0.path != "/sessions/current" } + routes.filter { $0.path == "/sessions/current" }
        }
    }
}

extension APIRoute {
    /// Such as `GET /roles/{role}`.
    var line: String { "\(method.rawValue) \(path)" }

    /// For each name in the path an id that nothing has.
    var anyIDs: [String: String] {
        let names = path.split(separator: "/").filter { $0.hasPrefix("{") }
        return Dictionary(names.map { (String($0.dropFirst().dropLast()), "0000000000000") }) { first, _ in first }
    }
}

extension Client {
    /// Sends the request of a fixture to a route, about the things with these ids.
    func send(_ route: APIRoute, _ fixture: RouteFixture, _ ids: [String: String]) async throws -> Answer {
        var path = route.path
        var body = fixture.body()?.description
        for (name, id) in ids {
            path = path.replacing("{\(name)}", with: id)
            body = body?.replacing("{\(name)}", with: id)
        }
        return try await send(route.method, path + fixture.query, body: body, file: fixture.file)
    }
}
