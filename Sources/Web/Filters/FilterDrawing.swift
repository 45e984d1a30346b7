import Domain
import Foundation
import Kith

/// Makes what the template draws of each group and row.
struct FilterDrawing {
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
                Choice(
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
        let shape = FilterOperand(
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

    func select(_ name: String, at path: FilterForm.Path, _ choices: [Choice]) -> FilterBuilder.Select {
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
            view.words.countries.map { ($0.code, $0.name) }
        case (_, .boolean?): [("true", view.words["value.yes"]), ("false", view.words["value.no"])]
        case (let key?, .select?): catalogue.options(of: key).map { ($0, view.word($0, of: key)) }
        default: []
        }
    }
}
