import Domain
import Foundation

/// A request and its answer, as a page of the documentation shows them: in a fence of `http`, with empty lines between
/// the line of the request, its body, the status and the answer.
struct PageExample {
    let method: String
    let path: String
    let body: String?
    let status: Int
    let answer: JSON?

    /// Reads all examples of a page in `Docs/API`, in their order.
    static func all(of page: String, file: String = #filePath) throws -> [PageExample] {
        var root = URL(filePath: file)
        for _ in 0..<4 { root.deleteLastPathComponent() }
        let text = try String(contentsOf: root.appending(path: "Docs/API/\(page).md"), encoding: .utf8)
        return try text.components(separatedBy: "```http\n").dropFirst().map { part in
            try PageExample(part.components(separatedBy: "\n```")[0])
        }
    }

    struct Broken: Error {
        let text: String
    }

    private init(_ text: String) throws {
        var parts = text.components(separatedBy: "\n\n")
        let line = parts.removeFirst().split(separator: " ").map(String.init)
        guard line.count == 2, !parts.isEmpty else { throw Broken(text: text) }
        body = Int(parts[0]) == nil ? parts.removeFirst() : nil
        guard let first = parts.first, let status = Int(first) else { throw Broken(text: text) }
        method = line[0]
        path = line[1]
        self.status = status
        answer = parts.count > 1 ? try JSON(parsing: parts.dropFirst().joined(separator: "\n\n")) : nil
    }
}

/// What the ids of a page stand for while its examples are being tried.
struct PageIDs {
    private var actual: [String: String] = [:]

    /// The text with the ids that there are instead of those of the page.
    func filled(_ text: String) -> String {
        actual.reduce(text) { $0.replacing($1.key, with: $1.value) }
    }

    /// Whether an answer is as the page shows it. Ids that are new there are learned; moments may be any.
    mutating func match(_ shown: JSON, _ json: JSON) -> Bool {
        switch (shown, json) {
        case (.string(let shown), .string(let text)): return match(shown, text)
        case (.array(let shown), .array(let values)):
            guard shown.count == values.count else { return false }
            for (shown, value) in zip(shown, values) where !match(shown, value) { return false }
            return true
        case (.object(let shown), .object(let members)):
            guard Set(shown.map(\.key)) == Set(members.map(\.key)) else { return false }
            for member in shown {
                guard let value = json[member.key], match(member.value, value) else { return false }
            }
            return true
        default: return shown == json
        }
    }

    private mutating func match(_ shown: String, _ text: String) -> Bool {
        if case .instant? = TimeText(shown) {
            if case .instant? = TimeText(text) { return true }
            return false
        }
        let id = shown.split(separator: ":").last.map(String.init) ?? ""
        let kind = shown.dropLast(id.count)
        guard ContactID(id) != nil, id.contains(where: \.isNumber) else { return shown == text }
        guard text.hasPrefix(kind), ContactID(String(text.dropFirst(kind.count))) != nil else { return false }
        let found = String(text.dropFirst(kind.count))
        actual[id] = actual[id] ?? found
        return actual[id] == found
    }
}
