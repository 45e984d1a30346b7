import CPQ
import Database

/// What the server or libpq said went wrong.
struct PostgresFailure: Error {
    /// Five characters, or empty where the connection itself broke.
    let state: String
    let error: DatabaseError
    /// Only a new connection helps, and the transaction runs again on it.
    let isStaleStatement: Bool

    /// Reads a failed result. Only the primary message: the details quote values.
    init(result: OpaquePointer, connection: OpaquePointer) {
        let state = Self.part("C", of: result) ?? ""
        guard !state.isEmpty else {
            self.init(brokenConnection: connection)
            return
        }
        let message = Self.part("M", of: result) ?? "PostgreSQL failed with \(state)"
        // A statement that was prepared earlier does not fit the tables any more, or the server forgot it.
        let isStale = state == "26000" || state == "0A000" && message.hasPrefix("cached plan")
        let kind = isStale ? .conflict : Self.kind(of: state)
        self.init(
            state: state,
            error: DatabaseError(kind: kind, message: Self.withoutValues(message, state: state)),
            isStaleStatement: isStale
        )
    }

    /// Reads the failure of a connection that broke.
    init(brokenConnection connection: OpaquePointer) {
        let message = PQerrorMessage(connection).map { String(cString: $0) } ?? ""
        let firstLine = message.split(separator: "\n").first.map(String.init)
        self.init(
            state: "",
            error: DatabaseError(kind: .unavailable, message: firstLine ?? "the connection to PostgreSQL broke"),
            isStaleStatement: false
        )
    }

    private init(state: String, error: DatabaseError, isStaleStatement: Bool) {
        self.state = state
        self.error = error
        self.isStaleStatement = isStaleStatement
    }

    /// The connection is of no more use, whatever its status says.
    var breaksConnection: Bool {
        state.isEmpty || state.hasPrefix("08") || state.hasPrefix("57P")
    }

    private static func part(_ code: Unicode.Scalar, of result: OpaquePointer) -> String? {
        PQresultErrorField(result, Int32(code.value)).map { String(cString: $0) }
    }

    private static func kind(of state: String) -> DatabaseError.Kind {
        switch state {
        case "40001", "40P01", "55P03": .conflict
        case "23505": .notUnique
        case "40003": .commitUnknown
        case "53100": .full
        case "53300": .unavailable
        case _ where state.hasPrefix("23"): .constraint
        case _ where state.hasPrefix("08") || state.hasPrefix("57P") || state.hasPrefix("58"): .unavailable
        default: .other
        }
    }

    /// Messages about data (class 22) quote the value that they are about.
    private static func withoutValues(_ message: String, state: String) -> String {
        guard state.hasPrefix("22"), let first = message.firstIndex(of: "\""),
            let last = message.lastIndex(of: "\""), first < last
        else { return message }
        return message[...first] + "…" + message[last...]
    }
}
