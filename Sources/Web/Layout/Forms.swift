import Foundation
import Hummingbird

/// The body of a form that a browser sent, limited in size.
struct Form: Sendable {
    private static let mostBytes = 32 * 1_024

    private let fields: [String: String]

    /// Reads the form. Throws 413 for one too large, 415 for another kind of body.
    init(of request: Request) async throws {
        let type = request.headers[.contentType] ?? ""
        guard type.lowercased().hasPrefix("application/x-www-form-urlencoded") else {
            throw HTTPError(.unsupportedMediaType)
        }
        let body = try await request.body.collect(upTo: Self.mostBytes)
        fields = Link.parameters(String(buffer: body))
    }

    /// The text of a field, empty where it is missing.
    subscript(_ name: String) -> String { fields[name] ?? "" }

    /// Refuses (403) a form that did not come from a page of Kith's.
    func requireToken(_ expected: String?) throws {
        let sent = Array(self["form_token"].utf8)
        guard let expected = expected.map({ Array($0.utf8) }), !expected.isEmpty, sent.count == expected.count,
            zip(sent, expected).reduce(0, { $0 | ($1.0 ^ $1.1) }) == 0
        else {
            throw HTTPError(.forbidden)
        }
    }
}
