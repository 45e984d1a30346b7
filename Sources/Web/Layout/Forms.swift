import Foundation
import HTTPTypes
import Hummingbird
import Kith

/// The body of a form that a browser sent, limited in size.
struct Form: Sendable {
    /// How scripts of ours prove where a request came from, instead of the field.
    static let tokenHeader = "Kith-Form-Token"
    private static let usualBytes = 32 * 1_024

    private let fields: [String: [String]]
    private let sentToken: String

    /// Reads the form. Throws 413 for one too large, 415 for another kind of body.
    init(of request: Request, upTo mostBytes: Int = usualBytes) async throws {
        let type = request.headers[.contentType] ?? ""
        guard type.lowercased().hasPrefix("application/x-www-form-urlencoded") else {
            throw HTTPError(.unsupportedMediaType)
        }
        let body = try await request.body.collect(upTo: mostBytes)
        self.init(String(buffer: body), tokenHeader: Self.tokenHeader(of: request))
    }

    /// Reads the body of a form.
    init(_ body: String, tokenHeader: String? = nil) {
        fields = Link.fields(body)
        sentToken = tokenHeader ?? fields["form_token"]?.last ?? ""
    }

    /// The fields of a query, which proves nothing of where it came from.
    init(_ fields: [String: [String]]) {
        self.fields = fields
        sentToken = ""
    }

    /// Reads a body that is a file, after its token. Throws 403 as for a form, and 413 for one too large.
    static func file(of request: Request, by exchange: ManagerExchange, upTo mostBytes: Int) async throws -> [UInt8] {
        try Form("", tokenHeader: tokenHeader(of: request)).requireToken(exchange.session.formToken)
        // One that says itself that it is too large is not read at all.
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > mostBytes {
            throw HTTPError(.contentTooLarge)
        }
        return Array(try await request.body.collect(upTo: mostBytes).readableBytesView)
    }

    private static func tokenHeader(of request: Request) -> String? {
        HTTPField.Name(tokenHeader).flatMap { request.headers[$0] }
    }

    /// Reads a form of a manager who is signed in. Throws 403 for one that did not come from a page of theirs.
    init(of request: Request, by exchange: ManagerExchange, upTo mostBytes: Int = usualBytes) async throws {
        try await self.init(of: request, upTo: mostBytes)
        try requireToken(exchange.session.formToken)
    }

    /// The text of a field, empty where it is missing; of one that comes several times, the last.
    subscript(_ name: String) -> String { fields[name]?.last ?? "" }

    /// All texts of a field that may come several times, in their order.
    func all(_ name: String) -> [String] { fields[name] ?? [] }

    /// The texts of the fields whose names begin so, by the rest of their names.
    func values(beginning prefix: String) -> [String: String] {
        let found = fields.filter { $0.key.hasPrefix(prefix) }.map { name, texts in
            (String(name.dropFirst(prefix.count)), (texts.last ?? "").replacing("\r\n", with: "\n"))
        }
        return Dictionary(found) { first, _ in first }
    }

    func has(_ name: String) -> Bool { fields[name] != nil }

    /// Refuses (403) a form that did not come from a page of Kith's.
    func requireToken(_ expected: String?) throws {
        let sent = Array(sentToken.utf8)
        guard let expected = expected.map({ Array($0.utf8) }), !expected.isEmpty, sent.count == expected.count,
            zip(sent, expected).reduce(0, { $0 | ($1.0 ^ $1.1) }) == 0
        else {
            throw HTTPError(.forbidden)
        }
    }
}
