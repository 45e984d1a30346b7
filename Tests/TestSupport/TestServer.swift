import Database
import Foundation
import Postgres

/// The PostgreSQL server that all tests of a run share.
struct TestServer: Sendable {
    private static let environment = Result { () throws(NoTestServer) in
        guard let url = ProcessInfo.processInfo.environment["KITH_TEST_POSTGRES"], !url.isEmpty else {
            throw NoTestServer()
        }
        return TestServer(address: url, engine: PostgresEngine(url: url, poolSize: 2))
    }

    let address: String
    let engine: PostgresEngine

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
