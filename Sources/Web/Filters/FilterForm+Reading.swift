import Domain

extension FilterForm {
    /// Reads what a browser sent: each group names its parts in their order.
    init(of form: Form) {
        var rest = Self.mostParts
        root = Self.group(Path(), of: form, rest: &rest)
    }

    private static func group(_ path: Path, of form: Form, rest: inout Int) -> Group {
        var group = Group(joint: Joint(rawValue: form["\(path).joint"]) ?? .all)
        for (index, kind) in form.all("\(path).part").enumerated() where rest > 0 {
            rest -= 1
            let place = path.appending(index)
            // The outermost group is a level, too.
            guard kind != "group" || place.steps.count < greatestDepth else { continue }
            group.parts.append(
                kind == "group" ? .group(self.group(place, of: form, rest: &rest)) : .row(row(place, of: form))
            )
        }
        return group
    }

    private static func row(_ path: Path, of form: Form) -> Row {
        var row = Row()
        row.key = form["\(path).key"]
        // What was compared with another key says nothing of this one.
        guard form["\(path).former"] == row.key else { return row }
        row.comparison = form["\(path).operator"]
        // Of two, the first may be empty yet; of many, the last always is.
        let values = form.all("\(path).value")
        row.values = Operator(rawValue: row.comparison)?.arity == .two ? values : values.filter { !$0.isEmpty }
        row.unit = FilterDuration.Unit(rawValue: form["\(path).unit"]) ?? .day
        row.eventName = form["\(path).event"]
        row.measure = Row.Measure(rawValue: form["\(path).measure"]) ?? .count
        row.summed = form["\(path).summed"]
        row.window = form["\(path).window"]
        row.windowUnit = FilterDuration.Unit(rawValue: form["\(path).window-unit"]) ?? .day
        return row
    }
}
