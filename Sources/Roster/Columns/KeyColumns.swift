import Domain

/// What the contacts of a part have under one key: a column for each type that values have.
struct KeyColumns: Sendable {
    var booleans: BooleanColumn?
    var numbers: ScalarColumn<Double>?
    /// Numbers of days.
    var days: ScalarColumn<Int32>?
    /// Milliseconds.
    var instants: ScalarColumn<Int64>?
    /// Folded, unless the key is exact.
    var texts: TextColumn?
    /// Numbers and days as search reads them, and the folded text of exact keys where folding changes some.
    var written: TextColumn?
    /// Folded.
    var lists: ElementIndex?
    /// The bits of the numbers.
    var numberLists: ElementIndex?

    var isEmpty: Bool {
        booleans == nil && numbers == nil && days == nil && instants == nil && texts == nil && lists == nil
            && numberLists == nil
    }

    var bytes: Int {
        (booleans?.bytes ?? 0) + (numbers?.bytes ?? 0) + (days?.bytes ?? 0) + (instants?.bytes ?? 0)
            + (texts?.bytes ?? 0) + (written?.bytes ?? 0) + (lists?.bytes ?? 0) + (numberLists?.bytes ?? 0)
    }
}

/// The columns of one key that grow at their ends.
struct KeyDraft {
    let key: PropertyKey
    private let isSearched: Bool
    private var booleans: BooleanDraft
    private var numbers: ScalarDraft<Double>
    private var days = ScalarDraft<Int32>(initial: nil)
    private var instants = ScalarDraft<Int64>(initial: nil)
    private var texts = TextDraft()
    private var written = TextDraft()
    /// Whether `written` of an exact key says anything that `texts` does not.
    private var foldingChanges = false
    private var lists = ElementDraft()
    private var numberLists = ElementDraft()
    /// The texts of numbers and days that came often enough to be worth keeping.
    private var writtenTexts: [Value: String] = [:]

    init(_ key: PropertyKey) {
        self.key = key
        isSearched = key.isSearched
        booleans = BooleanDraft(initial: key.initial == .boolean(false) ? false : nil)
        numbers = ScalarDraft(initial: key.initial == .number(0) ? 0 : nil)
    }

    mutating func set(_ value: Value, at row: Int) {
        if let initial = key.initial, !initial.isOfKind(of: value) {
            // The contact has another value than the one it began with.
            if case .boolean = initial { booleans.set(nil, at: row) } else { numbers.set(nil, at: row) }
        }
        switch value {
        case .boolean(let value): booleans.set(value, at: row)
        case .number(let number): numbers.set(number, at: row)
        case .date(let day): days.set(Int32(clamping: day.number), at: row)
        case .datetime(let instant): instants.set(instant.milliseconds, at: row)
        case .text(let text): set(text: text, at: row)
        case .list(let list):
            lists.begin(row)
            for text in list {
                text.folded().withBytes { lists.add($0, at: row) }
            }
        case .numbers(let list):
            numberLists.begin(row)
            for number in list {
                numberLists.add(number.element, at: row)
            }
        }
        guard isSearched else { return }
        switch value {
        case .number, .date: written.set(text(of: value), at: row)
        case .numbers: written.set(value.text, at: row)
        case .text, .list, .boolean, .datetime: break
        }
    }

    private mutating func set(text: String, at row: Int) {
        let folded = text.folded()
        guard key.isExact else { return texts.set(folded, at: row) }
        texts.set(text, at: row)
        foldingChanges = foldingChanges || !text.hasSameBytes(as: folded)
        written.set(folded, at: row)
    }

    private mutating func text(of value: Value) -> String {
        if let text = writtenTexts[value] { return text }
        let text = value.text
        if writtenTexts.count < 20_000 {
            writtenTexts[value] = text
        }
        return text
    }

    consuming func finished(rows: Int) -> KeyColumns {
        var columns = KeyColumns()
        columns.booleans = booleans.finished(rows: rows)
        columns.numbers = numbers.finished(rows: rows)
        columns.days = days.finished(rows: rows)
        columns.instants = instants.finished(rows: rows)
        columns.texts = texts.finished(rows: rows)
        if !key.isExact || foldingChanges {
            columns.written = written.finished(rows: rows)
        }
        columns.lists = lists.finished(rows: rows)
        columns.numberLists = numberLists.finished(rows: rows)
        return columns
    }
}

extension PropertyKey {
    /// What a contact has under it before anything was recorded.
    var initial: Value? {
        if case .builtIn(let key) = self, key.isFact { key.initial } else { nil }
    }
}

extension Value {
    fileprivate func isOfKind(of other: Value) -> Bool {
        switch (self, other) {
        case (.text, .text), (.number, .number), (.boolean, .boolean), (.date, .date), (.datetime, .datetime),
            (.list, .list), (.numbers, .numbers):
            true
        default: false
        }
    }
}

extension Double {
    /// The number as an element of a list: zeros are equal.
    var element: Int64 { Int64(bitPattern: (self + 0).bitPattern) }
}
