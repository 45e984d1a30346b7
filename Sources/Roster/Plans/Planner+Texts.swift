import Domain

/// Tests of text, and search.
extension Planner {
    func plan(_ column: TextColumn, _ test: Predicate.TextTest) -> Plan {
        switch test {
        case .isOneOf(let wanted): isOneOf(column, wanted)
        case .contains(let part): finding(Array(part.utf8), column)
        case .startsWith(""), .endsWith(""): existence(column)
        case .startsWith(let part): finding([Arena.edge] + part.utf8, column)
        case .endsWith(let part): finding(part.utf8 + [Arena.edge], column)
        }
    }

    func existence(_ column: TextColumn) -> Plan {
        switch column {
        case .narrow(_, let dictionary, _), .wide(_, let dictionary, _):
            plan(column, passing: Array(1...max(1, dictionary.count)))
        case .arena(_, let presence): bitmap(presence)
        }
    }

    private func finding(_ needle: [UInt8], _ column: TextColumn) -> Plan {
        switch column {
        case .narrow(_, let dictionary, _), .wide(_, let dictionary, _):
            let holding = dictionary.holding(needle)
            return plan(column, passing: holding.indices.filter { holding[$0] }.map { $0 + 1 })
        case .arena(let arena, let presence):
            return needle.isEmpty ? bitmap(presence) : .leaf(TextLeaf(arena: arena, needle: needle))
        }
    }

    /// So many texts are looked for one after the other in an arena; more are looked up in a table.
    private static let fewTexts = 3

    private func isOneOf(_ column: TextColumn, _ wanted: Set<String>) -> Plan {
        switch column {
        case .narrow(_, let dictionary, _), .wide(_, let dictionary, _):
            let places = wanted.compactMap { text in text.withBytes { dictionary.place(of: $0) } }
            return plan(column, passing: places.map { $0 + 1 }.sorted())
        case .arena(let arena, let presence):
            guard wanted.count > Self.fewTexts || wanted.contains("") else {
                return .or(
                    wanted.map { .leaf(TextLeaf(arena: arena, needle: [Arena.edge] + $0.utf8 + [Arena.edge])) }
                )
            }
            return .leaf(TextSetLeaf(arena: arena, presence: presence, terms: TermTable(wanted)))
        }
    }

    /// The rows whose code is one of these, ascending.
    private func plan(_ column: TextColumn, passing codes: [Int]) -> Plan {
        guard !codes.isEmpty else { return .nobody }
        func share(_ uses: [UInt32]) -> Double {
            Double(codes.reduce(0) { $0 + Int(uses[$1 - 1]) }) / Double(max(1, part.rows))
        }
        return switch column {
        case .narrow(let cells, _, let uses): .leaf(CodesLeaf(cells, passing: codes, share: share(uses)))
        case .wide(let cells, _, let uses): .leaf(CodesLeaf(cells, passing: codes, share: share(uses)))
        case .arena: .nobody
        }
    }

    // MARK: Ids

    func printedIDs(_ test: Predicate.Test) -> Plan {
        switch test {
        case .exists: .everybody
        case .text(.isOneOf(let wanted)): identified(wanted)
        case .text(.contains("")), .text(.startsWith("")), .text(.endsWith("")): .everybody
        case .text(.contains(let text)): .leaf(PrintedIDLeaf(ids: part.ids, needle: Array(text.utf8)))
        case .text(.startsWith(let text)):
            .leaf(PrintedIDLeaf(ids: part.ids, needle: [Arena.edge] + text.utf8))
        case .text(.endsWith(let text)): .leaf(PrintedIDLeaf(ids: part.ids, needle: text.utf8 + [Arena.edge]))
        case .isTrue, .isFalse, .number, .day, .instant, .listHasAny, .listIs, .numbersHaveAny, .numbersAre: .nobody
        }
    }

    private func identified(_ texts: Set<String>) -> Plan {
        // Small letters are read too, but are not what is printed.
        let ids = texts.compactMap { text in ContactID(text).flatMap { $0.description == text ? $0 : nil } }
        let rows = ids.compactMap { part.row(of: $0) }.sorted().map { UInt32($0) }
        return rows.isEmpty ? .nobody : .leaf(FewRowsLeaf(rows: Cells(rows), total: part.rows))
    }

    // MARK: Search

    /// The contacts in which a word is found.
    func plan(_ word: Search.Word, _ catalogue: Catalogue) -> Plan {
        let needles = word.spellings.map { Array($0.utf8) }
        var plans = catalogue.tags(found: word).compactMap { part.tags?.rows(of: $0.rawValue) }.map { plan($0) }
        for (key, columns) in part.columns where key.isSearched && !catalogue.isArchived(key) {
            for needle in needles {
                if let texts = key.isExact ? columns.written ?? columns.texts : columns.texts {
                    plans.append(finding(needle, texts))
                }
                if let written = columns.written, !key.isExact, needle.canBeWritten {
                    plans.append(finding(needle, written))
                }
                if let lists = columns.lists, case .texts(let dictionary) = lists.elements {
                    let holding = dictionary.holding(needle)
                    plans += holding.indices.filter { holding[$0] }.map { plan(lists.rows[$0]) }
                }
            }
        }
        return .or(plans)
    }
}

extension Catalogue {
    /// Whether values of a key are kept for later, and are part of nothing now.
    fileprivate func isArchived(_ key: PropertyKey) -> Bool {
        if case .profile(let name) = key { properties[name]?.isArchived ?? false } else { false }
    }
}

extension [UInt8] {
    /// Whether it can stand in a written number, list of numbers or day.
    fileprivate var canBeWritten: Bool {
        allSatisfy { Self.writtenSigns.contains($0) }
    }

    /// Also those of "inf" and "nan".
    private static let writtenSigns = Set("0123456789+-.,einfa".utf8)
}

extension Part {
    /// The row of a contact among some rows, or nil.
    func row(of id: ContactID, in rows: Range<Int>) -> Int? {
        var low = rows.lowerBound
        var high = rows.upperBound
        while low < high {
            let middle = (low + high) / 2
            if ids[middle] < id.rawValue {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low < rows.upperBound && ids[low] == id.rawValue ? low : nil
    }
}
