import Domain
import HTTPTypes
import TestSupport

/// One example of a page: a request, and what is said of its answer.
struct Example {
    let method: HTTPRequest.Method
    let path: String
    let headers: [String: String]
    let body: String?
    /// The status that the page names, or any that means success.
    var status: Int?
    var answer: JSON?

    struct Malformed: Error {
        let block: String
    }

    /// Reads the blocks ```` ```http ```` and ```` ```json STATUS ```` of a page, in order.
    static func all(in page: String) throws -> [Example] {
        var examples: [Example] = []
        var lines = page.split(separator: "\n", omittingEmptySubsequences: false)[...]
        while let line = lines.popFirst() {
            guard line.hasPrefix("```"), line != "```" else { continue }
            let block = lines.prefix { !$0.hasPrefix("```") }
            lines = lines.dropFirst(block.count + 1)
            let text = block.joined(separator: "\n")
            if line == "```http" {
                examples.append(try Example(text))
            } else if line.hasPrefix("```json"), !examples.isEmpty {
                examples[examples.count - 1].status = Int(line.dropFirst("```json".count).filter(\.isNumber))
                examples[examples.count - 1].answer = try JSON(parsing: text)
            }
        }
        return examples
    }

    private init(_ block: String) throws {
        let parts = block.split(separator: "\n\n", maxSplits: 1).map(String.init)
        let lines = parts[0].split(separator: "\n")
        let words = lines[0].split(separator: " ").map(String.init)
        guard words.count == 2, let method = HTTPRequest.Method(words[0]) else { throw Malformed(block: block) }
        self.method = method
        path = words[1]
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let pair = line.split(separator: ": ", maxSplits: 1).map(String.init)
            guard pair.count == 2 else { throw Malformed(block: block) }
            headers[pair[0]] = pair[1]
        }
        self.headers = headers
        body = parts.count == 2 ? parts[1] : nil
    }
}

/// An answer held against what a page says of it: what the page leaves out may be anything.
///
/// `…` stands for any text, and `{{name}}` for a text that is given this name, or that has it already.
enum Comparison {
    static func mistakes(
        _ found: JSON,
        _ wanted: JSON,
        _ names: inout [String: String],
        at place: String = ""
    ) -> [String] {
        switch (found, wanted) {
        case (_, .object(let members)):
            return members.flatMap { member -> [String] in
                guard let value = found[member.key] else { return ["\(place)/\(member.key) is missing"] }
                return mistakes(value, member.value, &names, at: "\(place)/\(member.key)")
            }
        case (.array(let elements), .array(let shown)):
            guard elements.count >= shown.count, !shown.isEmpty || elements.isEmpty else {
                return ["\(place) has \(elements.count) elements"]
            }
            return zip(elements, shown).enumerated().flatMap { index, pair in
                mistakes(pair.0, pair.1, &names, at: "\(place)/\(index)")
            }
        case (.string(let text), .string(let pattern)):
            if pattern == "…" { return [] }
            if pattern.hasPrefix("{{"), pattern.hasSuffix("}}") {
                let name = String(pattern.dropFirst(2).dropLast(2))
                if let known = names[name] { return known == text ? [] : ["\(place) is \(text), not \(known)"] }
                names[name] = text
                return []
            }
            return text == pattern ? [] : ["\(place) is \(text), not \(pattern)"]
        default: return found == wanted ? [] : ["\(place) is \(found), not \(wanted)"]
        }
    }
}
