package import Domain
import RosterKernels

extension RosterSelection {
    /// Counts the contacts of the selection. `tags` are those that each tag stands for: itself, and those below it.
    package func figures(
        in span: AnalyticsSpan,
        tags: [TagID: Set<TagID>],
        segments: RosterSegments
    ) throws(RosterError) -> ContactFigures {
        let table = QuarterTable(span)
        var figures = ContactFigures(days: span.days.count)
        for (live, rows) in zip(snapshot.parts, rows) where rows.count > 0 {
            let count = PartCount(live.part, rows, created: figures.take(live.part, rows, in: span, by: table))
            count.kinds(&figures)
            count.countries(&figures)
            count.tags(&figures, tags)
            try count.segments(&figures, segments)
        }
        figures.contacts = count
        return figures
    }
}

extension ContactFigures {
    /// Counts when the rows were created; returns those of the range.
    fileprivate mutating func take(
        _ part: Part,
        _ rows: Bitmap,
        in span: AnalyticsSpan,
        by table: QuarterTable
    ) -> Bitmap {
        guard let column = part.columns[.builtIn(.createdAt)]?.instants else {
            createdBefore += rows.count
            return Bitmap(rows: part.rows) { _ in }
        }
        let near = span.neighbourhood
        let (low, high) = (near.lowerBound.milliseconds, near.upperBound.milliseconds)
        var before = 0
        let firstDay = span.days.lowerBound
        let inRange = Bitmap(rows: part.rows) { words in
            for word in 0..<rows.words.count {
                var rest = rows.words[word]
                while rest != 0 {
                    let bit = UInt64(rest.trailingZeroBitCount)
                    rest &= rest - 1
                    let row = word * 64 + Int(bit)
                    guard let created = column.value(at: row), created >= low else {
                        before += 1
                        continue
                    }
                    guard created < high else { continue }
                    let code = table.code(seconds: Int(created / 1_000))
                    guard code != QuarterTable.none else {
                        if span.clock.day(of: Instant(milliseconds: created)) < firstDay { before += 1 }
                        continue
                    }
                    let day = Int(code >> 8)
                    createdByDay[day] += 1
                    if day >= span.rangeStart { words[word] |= 1 << bit }
                }
            }
        }
        createdBefore += before
        return inRange
    }
}

/// The rows of a part that are counted by what they have in common.
private struct PartCount {
    let part: Part
    let rows: Bitmap
    /// Those of them that were created in the range.
    let created: Bitmap

    init(_ part: Part, _ rows: Bitmap, created: Bitmap) {
        self.part = part
        self.rows = rows
        self.created = created
    }

    func kinds(_ figures: inout ContactFigures) {
        let counts = counts(part.kinds, codes: ContactKind.allCases.count)
        for kind in ContactKind.allCases where counts[Int(kind.rank)].contacts > 0 {
            figures.kinds[kind, default: GroupCount()] += counts[Int(kind.rank)]
        }
    }

    func countries(_ figures: inout ContactFigures) {
        switch part.columns[.builtIn(.country)]?.texts {
        case nil: break
        case .narrow(let codes, let dictionary, _):
            add(counts(codes, codes: dictionary.count + 1), dictionary, &figures)
        case .wide(let codes, let dictionary, _):
            add(counts(codes, codes: dictionary.count + 1), dictionary, &figures)
        case .arena(let arena, let presence)?:
            for place in rows.places where presence[Int(place)] {
                let text = String(decoding: arena.text(at: Int(place)), as: UTF8.self)
                let count = GroupCount(contacts: 1, created: created[Int(place)] ? 1 : 0)
                figures.countries[text, default: GroupCount()] += count
            }
        }
    }

    private func add(_ counts: [GroupCount], _ dictionary: TextDictionary, _ figures: inout ContactFigures) {
        for code in 1..<counts.count where counts[code].contacts > 0 {
            let text = String(decoding: dictionary.text(code - 1), as: UTF8.self)
            figures.countries[text, default: GroupCount()] += counts[code]
        }
    }

    private func counts<Code: ColumnCode>(_ values: Cells<Code>, codes: Int) -> [GroupCount] {
        var all = [Int](repeating: 0, count: codes)
        var new = [Int](repeating: 0, count: codes)
        for word in 0..<rows.words.count {
            var rest = rows.words[word]
            let newRows = created.words[word]
            while rest != 0 {
                let bit = rest.trailingZeroBitCount
                rest &= rest - 1
                let code = Int(values.start[word * 64 + bit])
                all[code] += 1
                new[code] += Int(newRows >> UInt64(bit) & 1)
            }
        }
        return zip(all, new).map { GroupCount(contacts: $0, created: $1) }
    }

    func tags(_ figures: inout ContactFigures, _ tags: [TagID: Set<TagID>]) {
        guard let index = part.tags else { return }
        for (tag, those) in tags {
            let found = those.compactMap { index.rows(of: $0.rawValue) }
            let count: GroupCount
            if found.count == 1, let only = found.first {
                count = self.count(only)
            } else if found.count > 1 {
                count = self.count(.many(union(found)))
            } else {
                continue
            }
            if count.contacts > 0 { figures.tags[tag, default: GroupCount()] += count }
        }
    }

    private func union(_ sets: [ElementIndex.Rows]) -> Bitmap {
        Bitmap(rows: part.rows) { words in
            for set in sets {
                switch set {
                case .many(let bitmap): kith_or(words, bitmap.words.start, bitmap.words.count)
                case .few(let rows):
                    for row in rows.buffer { words[Int(row >> 6)] |= 1 << UInt64(row & 63) }
                }
            }
        }
    }

    private func count(_ set: ElementIndex.Rows) -> GroupCount {
        switch set {
        case .many(let bitmap): count(bitmap)
        case .few(let few):
            few.buffer.reduce(into: GroupCount()) { count, row in
                guard rows[Int(row)] else { return }
                count += GroupCount(contacts: 1, created: created[Int(row)] ? 1 : 0)
            }
        }
    }

    private func count(_ bitmap: Bitmap) -> GroupCount {
        GroupCount(
            contacts: kith_count_both(bitmap.words.start, rows.words.start, rows.words.count),
            created: kith_count_both(bitmap.words.start, created.words.start, created.words.count)
        )
    }

    func segments(_ figures: inout ContactFigures, _ segments: RosterSegments) throws(RosterError) {
        let ids = Array(segments.tests.keys)
        let memberships = try part.memberships.of(ids.compactMap { segments.tests[$0] }, in: part)
        for (id, membership) in zip(ids, memberships) {
            let count = count(membership.rows)
            if count.contacts > 0 { figures.segments[id, default: GroupCount()] += count }
        }
    }
}
