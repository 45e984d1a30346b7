package import Domain
import Foundation
import HTTP
package import Hummingbird

/// The parameters of a query, read by name like the members of a body.
package final class QueryFields {
    private var values: [String: String] = [:]
    private var asked: Set<String> = []
    private let problems: Problems

    fileprivate init(_ query: String, _ problems: Problems) throws(Failure) {
        self.problems = problems
        for pair in query.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.plain(parts[0]), let value = Self.plain(parts.count == 2 ? parts[1] : "") else {
                throw Failure(
                    .badRequest,
                    detail: "the query has a percent sign without two hexadecimal digits of UTF-8"
                )
            }
            guard !name.utf8.contains(0), !value.utf8.contains(0) else {
                throw Failure(.badRequest, detail: "the query cannot hold the character U+0000")
            }
            if values.updateValue(value, forKey: name) != nil {
                refuse(name, "this parameter stands twice")
            }
        }
    }

    private static func plain(_ text: Substring) -> String? {
        text.replacing("+", with: " ").removingPercentEncoding
    }

    package func refuse(_ name: String, _ detail: Phrase) {
        problems.note(.init(detail, parameter: name))
    }

    package func has(_ name: String) -> Bool { text(name) != nil }

    package func text(_ name: String) -> String? {
        asked.insert(name)
        return values[name]
    }

    package func integer(_ name: String, in range: ClosedRange<Int64>) -> Int64? {
        guard let text = text(name) else { return nil }
        if let number = Int64(text), range.contains(number) { return number }
        refuse(name, "a whole number from \(range.lowerBound) to \(range.upperBound) is expected")
        return nil
    }

    package func boolean(_ name: String) -> Bool? {
        switch text(name) {
        case nil: return nil
        case "true"?: return true
        case "false"?: return false
        case _?:
            refuse(name, "true or false is expected")
            return nil
        }
    }

    package func choice<Choice: CaseIterable & RawRepresentable<String>>(
        _ name: String,
        of type: Choice.Type
    ) -> Choice? {
        guard let text = text(name) else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        refuse(name, "one of \(Choice.allCases.map(\.rawValue).joined(separator: ", ")) is expected")
        return nil
    }

    /// A moment: ISO 8601 with a zone, or milliseconds since 1970.
    package func moment(_ name: String) -> Instant? {
        guard let text = text(name) else { return nil }
        if let milliseconds = Int64(text) {
            let instant = Instant(milliseconds: milliseconds)
            if Instant.writable.contains(instant) { return instant }
        } else if case .instant(let instant)? = TimeText(text) {
            return instant
        }
        refuse(name, "a moment such as 2026-11-21T09:30:00.000Z, or milliseconds since 1970, is expected")
        return nil
    }

    package func id<Subject>(_ name: String) -> Identifier<Subject>? {
        guard let text = text(name) else { return nil }
        if let id = Identifier<Subject>(text) { return id }
        refuse(name, "an id of 13 characters is expected")
        return nil
    }

    fileprivate func refuseUnknown() {
        for name in values.keys.sorted() where !asked.contains(name) {
            let hint = nearest(to: name, among: asked.subtracting(values.keys).sorted())
            refuse(name, "there is no parameter “\(name)” here\(hint)")
        }
    }
}

extension RequestContext {
    /// Reads the query by its parameters: whatever `read` did not ask for is refused.
    ///
    /// Throws 400 for what is not percent-encoded UTF-8, and 422 with all parameters that are wrong.
    package func query<Result>(of request: Request, _ read: (QueryFields) throws -> Result) throws -> Result {
        let problems = Problems()
        return try problems.checked {
            let fields = try QueryFields(request.uri.query ?? "", problems)
            defer { fields.refuseUnknown() }
            return try read(fields)
        }
    }
}
