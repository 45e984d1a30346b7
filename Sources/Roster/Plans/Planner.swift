import Domain

/// Says a question in terms of one part's columns.
struct Planner {
    let part: Part
    let events: EventAnswers

    func plan(_ question: RosterQuestion) throws(RosterError) -> Plan {
        var plans = [try plan(question.predicate)]
        for word in question.search.words {
            plans.append(plan(word, question.catalogue))
        }
        return .and(plans)
    }

    func plan(_ predicate: Predicate) throws(RosterError) -> Plan {
        switch predicate {
        case .all(let parts): .and(try plans(parts))
        case .any(let parts): .or(try plans(parts))
        case .not(let part): .opposite(try plan(part))
        case .test(let key, let test): plan(key, test)
        case .tags(let test): plan(test)
        case .events(let test): try plan(test)
        }
    }

    private func plans(_ predicates: [Predicate]) throws(RosterError) -> [Plan] {
        var plans: [Plan] = []
        for predicate in predicates { plans.append(try plan(predicate)) }
        return plans
    }

    private func plan(_ key: PropertyKey, _ test: Predicate.Test) -> Plan {
        switch key {
        case .builtIn(.id): return printedIDs(test)
        case .builtIn(.kind): return kinds { test.matches(.text($0.rawValue), isExact: false) }
        case .builtIn(.member): return kinds { test.matches(.boolean($0 == .member), isExact: false) }
        default: break
        }
        let columns = part.columns[key]
        switch test {
        case .exists: return existence(key)
        case .isTrue: return bitmap(columns?.booleans?.isTrue)
        case .isFalse:
            guard let booleans = columns?.booleans else { return all(if: key.initial == .boolean(false)) }
            return bitmap(booleans.isFalse)
        case .number(let ranges):
            guard let numbers = columns?.numbers else {
                return all(if: key.initial == .number(0) && ranges.contains { $0.contains(0) })
            }
            return .leaf(RangeLeaf(numbers, ranges))
        case .day(let ranges):
            guard let days = columns?.days else { return .nobody }
            return .leaf(
                RangeLeaf(
                    days,
                    ranges.map { Int32(clamping: $0.lowerBound.number)...Int32(clamping: $0.upperBound.number) }
                )
            )
        case .instant(let ranges):
            guard let instants = columns?.instants else { return .nobody }
            return .leaf(
                RangeLeaf(instants, ranges.map { $0.lowerBound.milliseconds...$0.upperBound.milliseconds })
            )
        case .text(let test): return columns?.texts.map { plan($0, test) } ?? .nobody
        case .listHasAny(let wanted): return hasAny(columns?.lists, wanted) { $0.rows(of: $1) }
        case .listIs(let wanted): return isSet(columns?.lists, wanted) { $0.rows(of: $1) }
        case .numbersHaveAny(let wanted):
            return hasAny(columns?.numberLists, wanted) { $1.isNaN ? nil : $0.rows(of: $1.element) }
        case .numbersAre(let wanted):
            return isSet(columns?.numberLists, wanted) { $1.isNaN ? nil : $0.rows(of: $1.element) }
        }
    }

    func all(if condition: Bool) -> Plan { condition ? .everybody : .nobody }

    func bitmap(_ bitmap: Bitmap?) -> Plan {
        guard let bitmap, bitmap.count > 0 else { return .nobody }
        return bitmap.count == bitmap.rows ? .everybody : .leaf(BitmapLeaf(bitmap: bitmap))
    }

    private func kinds(_ passes: (ContactKind) -> Bool) -> Plan {
        let passing = ContactKind.allCases.filter(passes).map { Int($0.rank) }.sorted()
        return switch passing.count {
        case 0: .nobody
        case ContactKind.allCases.count: .everybody
        default: .leaf(CodesLeaf(part.kinds, passing: passing, share: 0.5))
        }
    }

    private func existence(_ key: PropertyKey) -> Plan {
        guard key.initial == nil else { return .everybody }
        guard let columns = part.columns[key] else { return .nobody }
        var plans: [Plan] = []
        if let booleans = columns.booleans { plans += [bitmap(booleans.isTrue), bitmap(booleans.isFalse)] }
        if let numbers = columns.numbers { plans.append(existence(numbers)) }
        if let days = columns.days { plans.append(existence(days)) }
        if let instants = columns.instants { plans.append(existence(instants)) }
        if let texts = columns.texts { plans.append(existence(texts)) }
        plans += [bitmap(columns.lists?.presence), bitmap(columns.numberLists?.presence)]
        return .or(plans)
    }

    private func existence<Scalar>(_ column: ScalarColumn<Scalar>) -> Plan {
        column.presence.map { bitmap($0) } ?? .everybody
    }

    // MARK: Lists

    private func plan(_ test: Predicate.TagTest) -> Plan {
        switch test {
        case .exist: bitmap(part.tags?.presence)
        case .hasAny(let wanted): hasAny(part.tags, wanted) { $0.rows(of: $1.rawValue) }
        case .are(let wanted) where wanted.isEmpty: .opposite(bitmap(part.tags?.presence))
        case .are(let wanted): isSet(part.tags, wanted) { $0.rows(of: $1.rawValue) }
        }
    }

    func plan(_ rows: ElementIndex.Rows) -> Plan {
        switch rows {
        case .few(let rows): .leaf(FewRowsLeaf(rows: rows, total: part.rows))
        case .many(let rows): bitmap(rows)
        }
    }

    private func hasAny<Element>(
        _ index: ElementIndex?,
        _ wanted: Set<Element>,
        _ rows: (ElementIndex, Element) -> ElementIndex.Rows?
    ) -> Plan {
        guard let index else { return .nobody }
        return .or(wanted.compactMap { rows(index, $0) }.map { plan($0) })
    }

    private func isSet<Element>(
        _ index: ElementIndex?,
        _ wanted: Set<Element>,
        _ rows: (ElementIndex, Element) -> ElementIndex.Rows?
    ) -> Plan {
        guard let index, let count = UInt16(exactly: wanted.count) else { return .nobody }
        let found = wanted.compactMap { rows(index, $0) }
        guard found.count == wanted.count else { return .nobody }
        let isOfSize = Plan.leaf(ListCountLeaf(counts: index.counts, count: count))
        return .and(found.map { plan($0) } + [isOfSize, bitmap(index.presence)])
    }

    // MARK: Events

    private func plan(_ test: Predicate.EventTest) throws(RosterError) -> Plan {
        guard let ids = events[test] else { throw .unanswered(test) }
        var rows: [UInt32] = []
        var from = 0
        for id in ids.sorted() {
            // Both ascend: steps that double from the last row are short.
            var step = 1
            while from + step < part.rows, part.ids[from + step] < id.rawValue {
                from += step
                step *= 2
            }
            if let row = part.row(of: id, in: from..<min(part.rows, from + step + 1)) {
                if rows.last != UInt32(row) { rows.append(UInt32(row)) }
                from = row
            }
        }
        return rows.isEmpty ? .nobody : .leaf(FewRowsLeaf(rows: Cells(rows), total: part.rows))
    }
}
