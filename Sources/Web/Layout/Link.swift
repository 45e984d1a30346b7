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
    case filterBuilder
    case filterCompletions
    case contact(String)
    case segmentList
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
        case .filterBuilder: "/contacts/filter"
        case .filterCompletions: "/contacts/completions"
        case .contact(let id): "/contacts/" + Self.escaped(id)
        case .segmentList: "/segments/list"
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

    /// The text that an encoded one stands for; nil where it is none. Foundation would drop a byte order mark, which is a
    /// letter like any other here.
    private static func plain(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst()?.hexDigit, let low = rest.popFirst()?.hexDigit else { return nil }
                bytes.append(high << 4 | low)
            default: bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
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

extension UInt8 {
    /// What an ASCII sign is worth as a hexadecimal digit.
    fileprivate var hexDigit: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
