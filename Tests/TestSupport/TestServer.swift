import Database
import Foundation
import Postgres

/// The PostgreSQL server that all tests of a run share.
struct TestServer: Sendable {
    /// Together with a test database's connections well below the server's limit of 200.
    private static let mostDatabases = 24

    private static let environment = Result { () throws(NoTestServer) in
        guard let url = ProcessInfo.processInfo.environment["KITH_TEST_POSTGRES"], !url.isEmpty else {
            throw NoTestServer()
        }
        return TestServer(
            address: url,
            engine: PostgresEngine(url: url, poolSize: 2),
            places: Places(count: mostDatabases)
        )
    }

    let address: String
    let engine: PostgresEngine
    let places: Places

    /// Throws `NoTestServer`, so that a test fails instead of being skipped, where there is none.
    static func shared() throws -> TestServer {
        try environment.get()
    }

    /// The server's address for work in one schema, as if it were the only one.
    func url(searching schema: String) -> String {
        address + (address.contains("?") ? "&" : "?") + "options=-csearch_path%3D\(schema)"
    }
}

/// Says how to get a server.
struct NoTestServer: Error, CustomStringConvertible {
    let description = """
        these tests need a PostgreSQL server: run `make test`, which starts one, \
        or set KITH_TEST_POSTGRES to the URL of an empty database
        """
}

/// Places for so many at once; who comes later waits in line.
actor Places {
    private var free: Int
    private var line: [CheckedContinuation<Void, Never>] = []

    init(count: Int) {
        free = count
    }

    func take() async {
        if free > 0 {
            free -= 1
            return
        }
        await withCheckedContinuation { line.append($0) }
    }

    func giveBack() {
        if line.isEmpty {
            free += 1
        } else {
            line.removeFirst().resume()
        }
    }
}
