import Domain
import Foundation
import Kith

/// How the values of a row are chosen or typed.
struct FilterOperand {
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
            Choice(value: each.value, title: each.title, isChosen: row.values.contains(each.value))
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
