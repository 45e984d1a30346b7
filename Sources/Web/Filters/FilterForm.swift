import Domain

/// A filter as somebody edits it: groups of rows, of which some may not be filled in yet.
struct FilterForm: Sendable, Hashable {
    /// How the parts of a group are joined.
    enum Joint: String, CaseIterable, Sendable {
        case all
        case any
        case none
        case notAll
    }

    indirect enum Part: Sendable, Hashable {
        case group(Group)
        case row(Row)
    }

    struct Group: Sendable, Hashable {
        var joint = Joint.all
        var parts: [Part] = []
    }

    /// One condition. What it has not yet is empty.
    struct Row: Sendable, Hashable {
        enum Measure: String, CaseIterable, Sendable {
            case count
            case firstAt
            case lastAt
            case sum
        }

        /// The key that stands for segments and for events, in place of a property's.
        static let segment = "segment"
        static let event = "event"
        /// The operator of a tag with those below it: in text, a tag without `any` around it.
        static let withSubtags = "$within"

        /// A property key, `segment`, or `event`.
        var key = ""
        /// As in JSON, such as `$eq`.
        var comparison = ""
        var values: [String] = []
        /// Of a duration, whose amount is the value.
        var unit = FilterDuration.Unit.day
        var eventName = ""
        var measure = Measure.count
        /// The property that is summed.
        var summed = ""
        /// How many days back events count; empty for all.
        var window = ""
        var windowUnit = FilterDuration.Unit.day
    }

    var root = Group()

    /// Deeper than anybody reads; a form that was made by hand goes no further.
    static let greatestDepth = 12
    static let mostParts = 200
    /// Of all rows together, as each is a field.
    static let mostValues = 1_000

    /// Whether a browser can send all of it back. Of a filter that does not fit, a part would be lost by the first change.
    var fits: Bool {
        root.depth <= Self.greatestDepth && root.partsCount <= Self.mostParts && root.valuesCount <= Self.mostValues
    }
}

extension FilterForm.Group {
    fileprivate var groups: [FilterForm.Group] {
        parts.compactMap { if case .group(let group) = $0 { group } else { nil } }
    }

    fileprivate var depth: Int { 1 + (groups.map(\.depth).max() ?? 0) }

    fileprivate var partsCount: Int { parts.count + groups.reduce(0) { $0 + $1.partsCount } }

    fileprivate var valuesCount: Int {
        parts.reduce(0) { count, part in
            switch part {
            case .group(let group): count + group.valuesCount
            case .row(let row): count + row.values.count
            }
        }
    }
}

extension FilterForm {
    /// The place of a group or row, as the names of its fields begin: `f.0.2`.
    struct Path: Sendable, Hashable, CustomStringConvertible {
        var steps: [Int] = []

        init(_ steps: [Int] = []) {
            self.steps = steps
        }

        /// Reads the printed form.
        init?(_ text: some StringProtocol) {
            let parts = text.split(separator: ".", omittingEmptySubsequences: false)
            guard parts.first == "f", parts.count <= FilterForm.greatestDepth + 1 else { return nil }
            let steps = parts.dropFirst().compactMap { Int($0) }
            guard steps.count == parts.count - 1 else { return nil }
            self.steps = steps
        }

        var description: String { (["f"] + steps.map(String.init)).joined(separator: ".") }

        func appending(_ step: Int) -> Path { Path(steps + [step]) }
    }

    /// What a button of the form does to it.
    enum Action: Sendable, Hashable {
        case addRow(Path)
        case addGroup(Path)
        case remove(Path)
        case clear

        init?(_ text: String) {
            let words = text.split(separator: " ")
            let path = words.dropFirst().first.flatMap { Path($0) }
            switch (words.first, path) {
            case ("add-row", let path?): self = .addRow(path)
            case ("add-group", let path?): self = .addGroup(path)
            case ("remove", let path?): self = .remove(path)
            case ("clear", _): self = .clear
            default: return nil
            }
        }
    }

    /// Does what a button says. What would make the form greater than it may be leaves it as it was.
    mutating func apply(_ action: Action) {
        var changed = self
        changed.root.apply(action)
        if changed.fits { self = changed }
    }
}

extension FilterForm.Group {
    fileprivate mutating func apply(_ action: FilterForm.Action) {
        switch action {
        case .addRow(let path): change(path.steps[...]) { $0.parts.append(.row(FilterForm.Row())) }
        case .addGroup(let path):
            change(path.steps[...]) { group in
                let joint: FilterForm.Joint = group.joint == .any ? .all : .any
                group.parts.append(.group(FilterForm.Group(joint: joint, parts: [.row(FilterForm.Row())])))
            }
        case .remove(let path): remove(path.steps[...])
        case .clear: self = FilterForm.Group()
        }
    }

    /// Removes a part, and the group around it that has no other: an empty group says something of everybody.
    private mutating func remove(_ steps: ArraySlice<Int>) {
        guard let last = steps.last else {
            self = FilterForm.Group()
            return
        }
        var isEmpty = false
        change(steps.dropLast()) { group in
            guard group.parts.indices.contains(last) else { return }
            group.parts.remove(at: last)
            isEmpty = group.parts.isEmpty
        }
        if isEmpty { remove(steps.dropLast()) }
    }

    /// Changes the group at a place below this one, if there is one.
    fileprivate mutating func change(_ steps: ArraySlice<Int>, _ body: (inout FilterForm.Group) -> Void) {
        guard let step = steps.first else { return body(&self) }
        guard parts.indices.contains(step), case .group(var group) = parts[step] else { return }
        group.change(steps.dropFirst(), body)
        parts[step] = .group(group)
    }
}
