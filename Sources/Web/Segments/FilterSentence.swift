import Domain
import Kith

/// Says a filter in a manager's language, with names, numbers and days as they are shown elsewhere.
struct FilterSentence {
    private let view: View
    private let catalogue: Catalogue

    /// So many values of a condition are said; of the others how many there are.
    private static let mostValues = 10

    init(in view: View, _ catalogue: Catalogue) {
        self.view = view
        self.catalogue = catalogue
    }

    func text(of filter: Filter) -> String {
        text(of: filter, isNested: false)
    }

    private func text(of filter: Filter, isNested: Bool) -> String {
        switch filter {
        case .and(let parts): joined(parts, by: "segments.and", ofNone: "segments.everybody", isNested: isNested)
        case .or(let parts): joined(parts, by: "segments.or", ofNone: "segments.nobody", isNested: isNested)
        case .not(let part): view.words("segments.not", ["filter": text(of: part, isNested: false)])
        case .segment(let id): view.words("segments.in", ["name": catalogue.segments[id]?.name ?? id.description])
        case .event(let condition): text(of: condition)
        case .condition(let condition): text(of: condition)
        }
    }

    private func joined(_ parts: [Filter], by word: String, ofNone none: String, isNested: Bool) -> String {
        guard !parts.isEmpty else { return view.words[none] }
        let text = parts.map { self.text(of: $0, isNested: true) }.joined(separator: " \(view.words[word]) ")
        return isNested && parts.count > 1 ? "(\(text))" : text
    }

    private func text(of condition: Filter.Condition) -> String {
        let text = phrase(
            condition.comparison,
            condition.type,
            condition.operands,
            of: view.name(of: condition.key, in: catalogue),
            key: condition.key
        )
        return condition.includesSubtags ? text + " " + view.words["segments.below"] : text
    }

    private func text(of condition: Filter.EventCondition) -> String {
        let (name, property) =
            switch condition.measure {
            case .count: ("count", "")
            case .firstAt: ("first", "")
            case .lastAt: ("last", "")
            case .sum(let property): ("sum", property)
            }
        let measured = view.words("segments.event.\(name)", ["event": condition.event, "property": property])
        let text = phrase(condition.comparison, condition.measure.type, condition.operands, of: measured, key: nil)
        guard let window = condition.window else { return text }
        return text + " " + view.words("segments.window", ["time": self.text(of: window)])
    }

    private func phrase(
        _ comparison: Operator,
        _ type: PropertyType,
        _ operands: Filter.Operands,
        of name: String,
        key: PropertyKey?
    ) -> String {
        let isTime = type == .date || type == .datetime
        let isOrder = [.greater, .greaterOrEqual, .less, .lessOrEqual].contains(comparison)
        let word = isTime && isOrder ? "segments.time.\(comparison)" : "segments.is.\(comparison)"
        switch operands {
        case .duration(let duration): return view.words(word, ["key": name, "value": text(of: duration)])
        case .values(let values):
            let texts = values.map { text(of: $0, key: key) }
            let isPair = comparison.arity == .two
            return view.words(
                word,
                ["key": name, "value": isPair ? texts.first ?? "" : list(texts), "end": texts.last ?? ""]
            )
        }
    }

    private func text(of value: Value, key: PropertyKey?) -> String {
        switch value {
        case .text(let text): view.words("segments.quoted", ["text": key.map { view.word(text, of: $0) } ?? text])
        case .number(let number): view.region.number(number)
        case .boolean(let value): view.words[value ? "value.yes" : "value.no"]
        case .date(let day): view.region.day(day)
        case .datetime(let instant): view.region.moment(instant)
        case .list(let texts): list(texts)
        case .numbers(let numbers): list(numbers.map(view.region.number))
        }
    }

    private func text(of duration: FilterDuration) -> String {
        view.count("segments.unit.\(duration.unit.rawValue)", duration.amount)
    }

    private func list(_ texts: [String]) -> String {
        let shown = texts.prefix(Self.mostValues).joined(separator: ", ")
        let rest = texts.count - Self.mostValues
        return rest > 0 ? shown + " " + view.count("segments.more", rest) : shown
    }
}
