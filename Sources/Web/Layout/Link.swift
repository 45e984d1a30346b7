package import Domain
import Foundation

/// Every address of a page, written in one place: for links, forms and redirects.
package enum Link: Sendable, Hashable {
    case home
    /// `next` is the path to go on to.
    case signIn(next: String?)
    case signOut
    /// Where a one-time link leads.
    case welcome(token: String)
    case preferences
    case live
    case contacts(ContactsState)
    /// What changes of the page of contacts while one types.
    case contactResults
    case rows(ContactsState)
    case newContact
    case contactColumns
    case contact(String)
    case segmentList
    /// The form of a new segment, begun with what the list shows.
    case newSegment(ContactsState, isShared: Bool)
    case segmentCopy(SegmentID)
    case segments
    case segmentPreview
    case segment(SegmentID)
    case segmentForm(SegmentID)
    case segmentDeletion(SegmentID)
    case duplicates
    case dataQuality

    package var path: String {
        switch self {
        case .home: "/"
        case .signIn(let next): Self.path("/sign-in", [("next", next)])
        case .signOut: "/sign-out"
        case .welcome(let token): "/welcome/" + Self.escaped(token)
        case .preferences: "/preferences"
        case .live: "/live"
        case .contacts(let view): Self.path("/contacts", view.parameters)
        case .contactResults: "/contacts/results"
        case .rows(let state): Self.path("/contacts/rows", state.parameters)
        case .newContact: "/contacts/new"
        case .contactColumns: "/contacts/columns"
        case .contact(let id): "/contacts/" + Self.escaped(id)
        case .segmentList: "/segments/list"
        case .newSegment(let state, let isShared):
            Self.path("/segments/new", state.list.parameters + [("visibility", isShared ? "shared" : "personal")])
        case .segmentCopy(let id): "/segments/\(id)/copy"
        case .segments: "/segments"
        case .segmentPreview: "/segments/preview"
        case .segment(let id): "/segments/\(id)"
        case .segmentForm(let id): "/segments/\(id)/edit"
        case .segmentDeletion(let id): "/segments/\(id)/deletion"
        case .duplicates: "/duplicates"
        case .dataQuality: "/data-quality"
        }
    }

    /// A path of this server, or nil for what would lead a browser elsewhere.
    static func local(_ path: String?) -> String? {
        guard let path, path.hasPrefix("/"), path.utf8.count <= 2_000 else { return nil }
        // `//host` and `/\host` are addresses of other servers to a browser, which also drops tabs and line breaks.
        let second = path.dropFirst().first
        guard second != "/", second != "\\" else { return nil }
        return path.utf8.allSatisfy { $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "\\") } ? path : nil
    }

    /// The parameters of a query as a browser's form writes them; of a name that comes twice, the last.
    static func parameters(_ query: String?) -> [String: String] {
        fields(query ?? "").compactMapValues(\.last)
    }

    /// The fields of a form, each with all of its texts in their order.
    static func fields(_ form: String) -> [String: [String]] {
        var fields: [String: [String]] = [:]
        for pair in form.split(separator: "&").prefix(mostFields) {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = parts.first.flatMap(plain) else { continue }
            fields[name, default: []].append(parts.count == 2 ? plain(parts[1]) ?? "" : "")
        }
        return fields
    }

    private static let mostFields = 5_000

    private static func plain(_ text: Substring) -> String? {
        text.replacing("+", with: " ").removingPercentEncoding
    }

    private static func path(_ path: String, _ parameters: [(String, String?)]) -> String {
        let query = parameters.compactMap { name, value in
            value.flatMap { $0.isEmpty ? nil : "\(name)=\(escaped($0))" }
        }
        return query.isEmpty ? path : path + "?" + query.joined(separator: "&")
    }

    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for byte in text.utf8 {
            let sign = Character(Unicode.Scalar(byte))
            if byte < 128, sign.isLetter || sign.isNumber || "-._~".contains(sign) {
                escaped.append(sign)
            } else {
                escaped += "%" + String(UInt(byte) + 256, radix: 16, uppercase: true).dropFirst()
            }
        }
        return escaped
    }
}
