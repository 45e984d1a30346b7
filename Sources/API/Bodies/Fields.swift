package import Domain
import HTTP

/// The members of a JSON object in a body, read by name.
///
/// It knows where it stands (a JSON pointer), remembers which members were asked for, and notes what is wrong instead of
/// stopping: what it returns for a wrong member is a stand-in that nobody gets to see, as the reading is thrown away.
package final class Fields {
    package let pointer: String
    private let members: [JSON.Member]
    private var asked: Set<String> = []
    let problems: Problems

    init(_ json: JSON, at pointer: String, _ problems: Problems) {
        self.pointer = pointer
        self.problems = problems
        members = json.object ?? []
        if json.object == nil {
            problems.note(.init("an object is expected, not \(json.kind)", pointer: pointer))
        }
    }

    /// Whether the member is there, also as null: what is absent in a merge patch stays as it is.
    package func has(_ name: String) -> Bool {
        asked.insert(name)
        return members.contains { $0.key == name }
    }

    /// The member's value; nil where it is absent or null.
    package func json(_ name: String) -> JSON? {
        asked.insert(name)
        let value = members.first { $0.key == name }?.value
        return value == .null ? nil : value
    }

    /// Says what is wrong with a member.
    package func refuse(_ name: String, _ detail: Phrase) {
        problems.note(.init(detail, pointer: place(of: name)))
    }

    func place(of name: String) -> String {
        FilterPlace.json(pointer).appending(name).pointer
    }

    /// All members, for objects whose names are data. None of them is unknown then.
    package var all: [JSON.Member] {
        asked.formUnion(members.map(\.key))
        return members
    }

    /// Refuses the members that nobody asked for.
    func refuseUnknown() {
        for member in members where !asked.contains(member.key) {
            let hint = nearest(to: member.key, among: asked.subtracting(members.map(\.key)).sorted())
            problems.note(.init("there is no member “\(member.key)” here\(hint)", pointer: place(of: member.key)))
        }
    }

    /// Reads a member with `read`, or notes that it is missing or of another kind.
    func required<Value>(
        _ name: String,
        _ expected: String,
        standIn: @autoclosure () -> Value,
        _ read: (JSON) -> Value?
    ) -> Value {
        guard let json = json(name) else {
            refuse(name, has(name) ? "\(expected) is expected, not null" : "this member is missing")
            return standIn()
        }
        return value(json, name, expected, read) ?? standIn()
    }

    /// The same where the member may be absent or null.
    func optional<Value>(_ name: String, _ expected: String, _ read: (JSON) -> Value?) -> Value? {
        json(name).flatMap { value($0, name, expected, read) }
    }

    private func value<Value>(_ json: JSON, _ name: String, _ expected: String, _ read: (JSON) -> Value?) -> Value? {
        if let value = read(json) { return value }
        refuse(name, "\(expected) is expected, not \(json.shown)")
        return nil
    }
}

extension FilterPlace {
    fileprivate var pointer: String {
        if case .json(let pointer) = self { pointer } else { "" }
    }
}

extension JSON {
    /// The value where it is short enough to repeat, or else its kind.
    fileprivate var shown: Phrase {
        switch self {
        case .boolean, .integer, .number: Phrase(verbatim: description)
        case .string(let text): text.utf8.count <= 40 ? "“\(text)”" : "a longer text"
        case .null, .array, .object: kind
        }
    }
}
