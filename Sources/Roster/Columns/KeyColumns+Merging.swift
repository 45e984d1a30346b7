import Domain

extension KeyColumns {
    /// The columns of one key of several parts as one; the values themselves are never made.
    init(merging parts: [KeyColumns?], of key: PropertyKey, by order: MergeOrder) {
        let initial = key.initial
        booleans = Self.merged(
            parts.map { $0?.booleans },
            initial: initial == .boolean(false) ? false : nil,
            by: order
        )
        numbers = Self.merged(parts.map { $0?.numbers }, initial: initial == .number(0) ? 0 : nil, by: order)
        days = Self.merged(parts.map { $0?.days }, initial: nil, by: order)
        instants = Self.merged(parts.map { $0?.instants }, initial: nil, by: order)
        texts = Self.merged(parts.map { $0?.texts }, by: order)
        // Where folding changes none of a part's exact texts, they are what search reads.
        let areWritten = parts.contains { $0?.written != nil }
        written =
            areWritten
            ? Self.merged(parts.map { $0?.written ?? (key.isExact ? $0?.texts : nil) }, by: order) : nil
        lists = Self.merged(parts.map { $0?.lists }, by: order)
        numberLists = Self.merged(parts.map { $0?.numberLists }, by: order)
    }

    private static func merged(_ columns: [BooleanColumn?], initial: Bool?, by order: MergeOrder) -> BooleanColumn? {
        guard columns.contains(where: { $0 != nil }) else { return nil }
        var draft = BooleanDraft(initial: initial)
        for place in 0..<order.count {
            if let column = columns[Int(order.parts[place])] {
                draft.set(column.value(at: Int(order.rows[place])), at: place)
            }
        }
        return draft.finished(rows: order.count)
    }

    private static func merged<Scalar>(
        _ columns: [ScalarColumn<Scalar>?],
        initial: Scalar?,
        by order: MergeOrder
    ) -> ScalarColumn<Scalar>? {
        guard columns.contains(where: { $0 != nil }) else { return nil }
        var draft = ScalarDraft(initial: initial)
        for place in 0..<order.count {
            if let column = columns[Int(order.parts[place])] {
                draft.set(column.value(at: Int(order.rows[place])), at: place)
            }
        }
        return draft.finished(rows: order.count)
    }

    private static func merged(_ columns: [TextColumn?], by order: MergeOrder) -> TextColumn? {
        guard columns.contains(where: { $0 != nil }) else { return nil }
        // What the largest part has many different texts of will not become few.
        let largest = columns.compactMap(\.self).max { $0.rows < $1.rows }
        let isVaried = if case .arena(let arena, _)? = largest { arena.rows > Chunk.rows } else { false }
        var draft = TextDraft(isVaried: isVaried)
        for place in 0..<order.count {
            if let text = columns[Int(order.parts[place])]?.text(at: Int(order.rows[place])) {
                draft.set(text, at: place)
            }
        }
        return draft.finished(rows: order.count)
    }

    private static func merged(_ indexes: [ElementIndex?], by order: MergeOrder) -> ElementIndex? {
        ElementIndex(merging: indexes, by: order)
    }
}

extension ElementIndex {
    init?(merging indexes: [ElementIndex?], by order: MergeOrder) {
        guard indexes.contains(where: { $0 != nil }) else { return nil }
        var draft = ElementDraft()
        draft.merge(indexes, by: order)
        guard let merged = draft.finished(rows: order.count) else { return nil }
        self = merged
    }
}
