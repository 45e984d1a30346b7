import Domain
import Foundation
import Kith

/// What the template of the filter builder draws. Parts are lists of one or none, as templates look further out for what is nil.
struct FilterBuilder: Sendable {
    struct Choice: Sendable {
        let value: String
        let title: String
        let isChosen: Bool
    }

    struct Part: Sendable {
        /// `group` or `row`.
        let kind: String
        let groups: [Group]
        let rows: [Row]
    }

    struct Group: Sendable {
        let name: String
        let partsName: String
        let joints: [Choice]
        let parts: [Part]
        let isInner: Bool
        let isEmpty: Bool
    }

    /// A field to type into.
    struct Field: Sendable {
        let id: String
        let name: String
        let value: String
        let type: String
        let label: String
        let step: String
    }

    struct Select: Sendable {
        let id: String
        let name: String
        let label: String
        let choices: [Choice]
    }

    /// Several to tick.
    struct Several: Sendable {
        let id: String
        let name: String
        let label: String
        let summary: String
        let choices: [Choice]
    }

    struct Row: Sendable {
        let name: String
        let key: String
        let title: String
        let isUnknown: Bool
        let isChosen: Bool
        let selects: [Select]
        let fields: [Field]
        let several: [Several]
        let units: [Select]
        let events: [Field]
        let windows: [Field]
        let windowUnits: [Select]
        /// What is sent back as it came, where nothing is known about the key.
        let kept: [Kept]
    }

    struct Kept: Sendable {
        let name: String
        let value: String
    }

    struct Key: Sendable {
        let key: String
        let title: String
    }

    struct Area: Sendable {
        let title: String
        let keys: [Key]
    }

    let root: Group
    let areas: [Area]
    let text: String
    let action = Link.filterBuilder.path
    let maySave: Bool

    /// Offered first, as people ask for these most.
    private static let usualKeys = [
        "member", "lastSeenAt", "profile.lastCheckoutCompletedAt", "sessionsCount", "tags", "lastActivityAt", "hasChat",
    ]

    init(_ form: FilterForm, text: String, in catalogue: Catalogue, _ view: View) {
        let drawing = FilterDrawing(catalogue: catalogue, view: view)
        root = drawing.group(form.root, at: FilterForm.Path())
        self.text = text
        maySave = !text.isEmpty
        func keys(_ keys: [PropertyKey]) -> [Key] {
            keys.map { Key(key: $0.description, title: view.name(of: $0, in: catalogue)) }
        }
        let own = catalogue.shownProperties.filter { !$0.isHiddenInContacts }.map(\.propertyKey)
        areas = [
            Area(title: view.words["builder.usual"], keys: keys(Self.usualKeys.compactMap { PropertyKey($0) })),
            Area(
                title: view.words["builder.others"],
                keys: [
                    Key(key: FilterForm.Row.segment, title: view.words["builder.segment"]),
                    Key(key: FilterForm.Row.event, title: view.words["builder.event"]),
                ]
            ),
            Area(title: view.words["builder.properties"], keys: keys(own)),
            Area(title: view.words["builder.built-in"], keys: keys(BuiltInKey.allCases.map(PropertyKey.builtIn))),
        ]
    }
}

/// Makes what the template draws of each group and row.
private struct FilterDrawing {
    let catalogue: Catalogue
    let view: View

    func group(_ group: FilterForm.Group, at path: FilterForm.Path) -> FilterBuilder.Group {
        FilterBuilder.Group(
            name: path.description,
            partsName: "\(path).part",
            joints: FilterForm.Joint.allCases.map { joint in
                .init(
                    value: joint.rawValue,
                    title: view.words["builder.joint.\(joint.rawValue)"],
                    isChosen: joint == group.joint
                )
            },
            parts: group.parts.enumerated().map { index, part in
                switch part {
                case .group(let inner):
                    .init(kind: "group", groups: [self.group(inner, at: path.appending(index))], rows: [])
                case .row(let row): .init(kind: "row", groups: [], rows: [self.row(row, at: path.appending(index))])
                }
            },
            isInner: !path.steps.isEmpty,
            isEmpty: group.parts.isEmpty
        )
    }

    func row(_ row: FilterForm.Row, at path: FilterForm.Path) -> FilterBuilder.Row {
        let isEvent = row.key == FilterForm.Row.event
        let isSegment = row.key == FilterForm.Row.segment
        let key = isEvent || isSegment ? nil : PropertyKey(row.key)
        let type = row.type(in: catalogue)
        let title =
            isEvent
            ? view.words["builder.event"]
            : isSegment
                ? view.words["builder.segment"]
                : key.map { view.name(of: $0, in: catalogue) } ?? view.words["builder.choose"]
        var selects: [FilterBuilder.Select] = []
        if isEvent {
            selects.append(
                select(
                    "measure",
                    at: path,
                    FilterForm.Row.Measure.allCases.map { measure in
                        .init(
                            value: measure.rawValue,
                            title: view.words["builder.measure.\(measure.rawValue)"],
                            isChosen: measure == row.measure
                        )
                    }
                )
            )
        }
        let comparison = type.flatMap {
            Operator(rawValue: row.comparison)?.applies(to: $0) == true ? row.comparison : nil
        }
        let isWithSubtags =
            key == .builtIn(.tags) && (row.comparison == FilterForm.Row.withSubtags || comparison == nil)
        if let type {
            let chosen = isWithSubtags ? FilterForm.Row.withSubtags : comparison ?? type.operators.first?.rawValue
            // One that is not offered, such as a list's “is”, must not silently become another.
            let further = comparison.flatMap { Operator(rawValue: $0) }.flatMap {
                type.operators.contains($0) ? nil : $0
            }
            let offered = (type.operators + [further].compactMap(\.self)).filter {
                !isEvent || row.eventMeasure.canBeCompared(by: $0)
            }
            var operators = offered.map { each in
                FilterBuilder.Choice(
                    value: each.rawValue,
                    title: view.name(of: each, for: type),
                    isChosen: each.rawValue == chosen
                )
            }
            if key == .builtIn(.tags) {
                operators.insert(
                    .init(
                        value: FilterForm.Row.withSubtags,
                        title: view.words["operator.within"],
                        isChosen: isWithSubtags
                    ),
                    at: 0
                )
            }
            selects.append(select("operator", at: path, operators))
        }
        let operand = type.flatMap { type in
            (isWithSubtags ? nil : Operator(rawValue: comparison ?? "") ?? type.operators.first)
        }
        let shape = Operand(
            row,
            key: key,
            type: type,
            comparison: operand,
            isWithSubtags: isWithSubtags,
            path: path,
            self
        )
        return FilterBuilder.Row(
            name: path.description,
            key: row.key,
            title: title,
            isUnknown: !row.key.isEmpty && type == nil && !isSegment,
            isChosen: !row.key.isEmpty,
            selects: selects + shape.selects,
            fields: shape.fields,
            several: shape.several,
            units: shape.units,
            events: isEvent ? eventFields(row, at: path) : [],
            windows: isEvent ? [field("window", row.window, type: "number", at: path, label: "builder.window")] : [],
            windowUnits: isEvent ? [units("window-unit", row.windowUnit, at: path)] : [],
            kept: isEvent || isSegment || type != nil ? [] : kept(row, at: path)
        )
    }

    /// An archived property may be restored while its filter is open: then what was asked of it must still be there.
    private func kept(_ row: FilterForm.Row, at path: FilterForm.Path) -> [FilterBuilder.Kept] {
        [("operator", row.comparison), ("unit", row.unit.rawValue)].map { .init(name: "\(path).\($0)", value: $1) }
            + row.values.map { .init(name: "\(path).value", value: $0) }
    }

    private func eventFields(_ row: FilterForm.Row, at path: FilterForm.Path) -> [FilterBuilder.Field] {
        [field("event", row.eventName, type: "text", at: path, label: "builder.event-name")]
            + (row.measure == .sum
                ? [field("summed", row.summed, type: "text", at: path, label: "builder.summed")] : [])
    }

    func select(_ name: String, at path: FilterForm.Path, _ choices: [FilterBuilder.Choice]) -> FilterBuilder.Select {
        .init(id: "\(path).\(name)", name: "\(path).\(name)", label: view.words["builder.\(name)"], choices: choices)
    }

    func units(_ name: String, _ chosen: FilterDuration.Unit, at path: FilterForm.Path) -> FilterBuilder.Select {
        let label = "builder.unit"
        return .init(
            id: "\(path).\(name)",
            name: "\(path).\(name)",
            label: view.words[label],
            choices: FilterDuration.Unit.allCases.map { unit in
                .init(value: unit.rawValue, title: view.words["unit.\(unit.rawValue)"], isChosen: unit == chosen)
            }
        )
    }

    func field(
        _ name: String,
        _ value: String,
        type: String,
        at path: FilterForm.Path,
        label: String = "builder.value",
        index: Int = 0
    ) -> FilterBuilder.Field {
        .init(
            id: "\(path).\(name).\(index)",
            name: "\(path).\(name)",
            value: value,
            type: type,
            label: view.words[label],
            step: type == "number" ? "any" : ""
        )
    }

    /// What can be chosen as a value of a key, in the manager's words; empty where it is typed.
    func known(_ key: PropertyKey?, type: PropertyType?) -> [(value: String, title: String)] {
        switch (key, type) {
        case (.builtIn(.tags)?, _): catalogue.tags.values.map(\.name.text).sorted().map { ($0, $0) }
        case (.builtIn(.country)?, _):
            Country.codes.map { ($0, view.word($0, of: .builtIn(.country))) }
                .sorted {
                    $0.1.compare($1.1, locale: Locale(identifier: view.words.language.rawValue)) == .orderedAscending
                }
        case (_, .boolean?): [("true", view.words["value.yes"]), ("false", view.words["value.no"])]
        case (let key?, .select?): catalogue.options(of: key).map { ($0, view.word($0, of: key)) }
        default: []
        }
    }
}

/// How the values of a row are chosen or typed.
private struct Operand {
    var selects: [FilterBuilder.Select] = []
    var fields: [FilterBuilder.Field] = []
    var several: [FilterBuilder.Several] = []
    var units: [FilterBuilder.Select] = []

    init(
        _ row: FilterForm.Row,
        key: PropertyKey?,
        type: PropertyType?,
        comparison: Operator?,
        isWithSubtags: Bool,
        path: FilterForm.Path,
        _ drawing: FilterDrawing
    ) {
        if row.key == FilterForm.Row.segment {
            let segments = drawing.catalogue.segments.values.sorted { $0.name.folded() < $1.name.folded() }
            selects = [single(row, path, segments.map { ($0.id.description, $0.name) }, drawing)]
            return
        }
        guard let type else { return }
        let known = drawing.known(key, type: type)
        let isTime = type == .date || type == .datetime
        func typedField(_ index: Int) -> FilterBuilder.Field {
            let written = row.values.indices.contains(index) ? row.values[index] : ""
            // What was the amount of a duration a moment ago is no day.
            let value = isTime && Int(written) != nil ? "" : written
            return drawing.field("value", value, type: type.field(for: value), at: path, index: index)
        }
        switch isWithSubtags ? .one : comparison?.arity {
        case nil, Operator.Arity.none?: break
        case .one? where type.isList && !isWithSubtags, .many?:
            if known.isEmpty {
                // One field more than has a value, so that another can be typed.
                fields = (0...row.values.count).map(typedField)
            } else {
                several = [Self.several(row, path, known, drawing)]
            }
        case .one?:
            let isTyped =
                known.isEmpty
                || comparison.map { [.contains, .containsNot, .startsWith, .startsNotWith, .endsWith].contains($0) }
                    ?? false
            if isTyped && !isWithSubtags {
                fields = [typedField(0)]
            } else {
                selects = [single(row, path, known, drawing)]
            }
        case .two?: fields = [typedField(0), typedField(1)]
        case .duration?:
            let amount = row.values.first.flatMap { Int($0) }
            fields = [drawing.field("value", amount.map(String.init) ?? "", type: "number", at: path)]
            units = [drawing.units("unit", row.unit, at: path)]
        }
    }

    private func single(
        _ row: FilterForm.Row,
        _ path: FilterForm.Path,
        _ known: [(value: String, title: String)],
        _ drawing: FilterDrawing
    ) -> FilterBuilder.Select {
        let chosen = row.values.first ?? ""
        // A value that is no longer there must not silently become another one.
        let missing = chosen.isEmpty || known.contains { $0.value == chosen } ? [] : [(value: chosen, title: chosen)]
        return drawing.select(
            "value",
            at: path,
            [.init(value: "", title: "–", isChosen: chosen.isEmpty)]
                + (known + missing).map { .init(value: $0.value, title: $0.title, isChosen: $0.value == chosen) }
        )
    }

    private static func several(
        _ row: FilterForm.Row,
        _ path: FilterForm.Path,
        _ known: [(value: String, title: String)],
        _ drawing: FilterDrawing
    ) -> FilterBuilder.Several {
        let missing = row.values.filter { value in !known.contains { $0.value == value } }
        let choices = (known + missing.map { ($0, $0) }).map { each in
            FilterBuilder.Choice(value: each.value, title: each.title, isChosen: row.values.contains(each.value))
        }
        let chosen = choices.filter(\.isChosen).map(\.title)
        return .init(
            id: "\(path).value",
            name: "\(path).value",
            label: drawing.view.words["builder.value"],
            summary: chosen.isEmpty ? drawing.view.words["builder.choose"] : chosen.joined(separator: ", "),
            choices: choices
        )
    }
}

extension PropertyType {
    /// The kind of field that a value is typed into. A browser empties one whose value is not of its kind, so an instant
    /// of a day, or a number in words, stands in a field of text.
    fileprivate func field(for value: String) -> String {
        switch self {
        case .date, .datetime: value.isEmpty || value.isDay ? "date" : "text"
        case .number: value.isEmpty || Double(value)?.isFinite == true ? "number" : "text"
        case .text, .boolean, .select, .list, .listOfNumber: "text"
        }
    }
}

extension String {
    /// Whether it is a day as a field of days has it: `2026-11-21`.
    fileprivate var isDay: Bool {
        guard case .day? = TimeText(self) else { return false }
        return utf8.count == 10 && utf8.dropFirst(4).first == UInt8(ascii: "-")
    }
}
