import Domain

/// What a list of contacts is ordered by, of one contact.
enum OrderValue {
    /// Comes last in both directions.
    case none
    case number(UInt64)
    /// The memory belongs to a part or a place, which must be held.
    case text(UnsafeBufferPointer<UInt8>)
}

/// Where a contact stands, or stood, in an ordered list.
struct OrderPlace {
    var value: OrderValue
    var id: Int64
    /// Holds the memory of a text that is in no part.
    private var held: Cells<UInt8>?

    init(value: OrderValue, id: Int64) {
        self.value = value
        self.id = id
    }

    init(_ cursor: ContactCursor, in order: ContactOrder) {
        id = cursor.id.rawValue
        switch (order.key, cursor.value) {
        case (.builtIn(.id), _): value = .number(UInt64(bitPattern: id))
        case (.builtIn(.kind), .text(let kind)?):
            value = .number(UInt64(ContactKind(rawValue: kind)?.rank ?? 0))
        case (_, .text(let text)?):
            let bytes = Cells(Array(text.utf8))
            held = bytes
            value = .text(bytes.buffer)
        case (_, .number(let number)?): value = .number(number.rank)
        case (_, .boolean(let boolean)?): value = .number(boolean ? 1 : 0)
        case (_, .date(let day)?): value = .number(Int32(clamping: day.number).rank)
        case (_, .datetime(let instant)?): value = .number(instant.milliseconds.rank)
        case (_, .list?), (_, .numbers?), (_, nil): value = .none
        }
    }

    /// Compares by value in a direction, then by ascending id: below 0 where this place comes first.
    func compare(to other: OrderPlace, isDescending: Bool) -> Int {
        let byValue: Int
        switch (value, other.value) {
        case (.none, .none): byValue = 0
        case (.none, _): return 1
        case (_, .none): return -1
        case (.number(let left), .number(let right)): byValue = left < right ? -1 : left > right ? 1 : 0
        case (.text(let left), .text(let right)): byValue = compareBytes(left, right)
        case (.number, .text): byValue = -1
        case (.text, .number): byValue = 1
        }
        guard byValue == 0 else { return isDescending ? -byValue : byValue }
        return id < other.id ? -1 : id > other.id ? 1 : 0
    }
}

/// What a part has to order its rows by.
enum OrderColumn {
    case ids(Cells<Int64>)
    case kinds(Cells<UInt8>)
    /// Whether they are members.
    case members(Cells<UInt8>)
    case booleans(BooleanColumn)
    case numbers(ScalarColumn<Double>)
    case days(ScalarColumn<Int32>)
    case instants(ScalarColumn<Int64>)
    case texts(TextColumn)
    /// All rows have the same.
    case same(OrderValue)

    init(_ order: ContactOrder, of part: Part) {
        let columns = part.columns[order.key]
        switch (order.key, order.type) {
        case (.builtIn(.id), _): self = .ids(part.ids)
        case (.builtIn(.kind), _): self = .kinds(part.kinds)
        case (.builtIn(.member), _): self = .members(part.kinds)
        case (_, .text), (_, .select): self = columns?.texts.map(Self.texts) ?? .same(.none)
        case (_, .number):
            let initial: OrderValue = order.key.initial == .number(0) ? .number(0.0.rank) : .none
            self = columns?.numbers.map(Self.numbers) ?? .same(initial)
        case (_, .boolean):
            let initial: OrderValue = order.key.initial == .boolean(false) ? .number(0) : .none
            self = columns?.booleans.map(Self.booleans) ?? .same(initial)
        case (_, .date): self = columns?.days.map(Self.days) ?? .same(.none)
        case (_, .datetime): self = columns?.instants.map(Self.instants) ?? .same(.none)
        case (_, .list), (_, .listOfNumber): self = .same(.none)
        }
    }

    func value(at row: Int) -> OrderValue {
        switch self {
        case .ids(let ids): .number(UInt64(bitPattern: ids[row]))
        case .kinds(let kinds): .number(UInt64(kinds[row]))
        case .members(let kinds): .number(kinds[row] == ContactKind.member.rank ? 1 : 0)
        case .booleans(let column): column.value(at: row).map { .number($0 ? 1 : 0) } ?? .none
        case .numbers(let column): column.value(at: row).map { .number($0.rank) } ?? .none
        case .days(let column): column.value(at: row).map { .number($0.rank) } ?? .none
        case .instants(let column): column.value(at: row).map { .number($0.rank) } ?? .none
        case .texts(let column): column.text(at: row).map(OrderValue.text) ?? .none
        case .same(let value): value
        }
    }
}
