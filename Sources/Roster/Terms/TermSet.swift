import Domain

/// The terms of one way of looking, each with the text that is looked for, and which of them were found.
struct TermSet: Sendable {
    let table: TermTable
    private let numbers: [Draft.Number]
    private(set) var found: [UInt8]

    /// A set that grows.
    struct Draft {
        /// The term that a text stands for, and the text's number in the table.
        fileprivate struct Number {
            var term: UInt32
            var number: UInt32
        }

        fileprivate var interner = Interner()
        fileprivate var numbers: [Number] = []

        mutating func reserve(_ count: Int) {
            interner.reserve(count)
            numbers.reserveCapacity(count)
        }

        /// Adds a text that a term is looked for as.
        mutating func add(_ text: String, _ term: Int) {
            guard !text.isEmpty else { return }
            let number = text.withBytes { interner.number(of: $0) }
            numbers.append(Number(term: UInt32(term), number: UInt32(number)))
        }
    }

    init(_ draft: Draft) {
        numbers = draft.numbers
        table = TermTable(draft.interner)
        found = [UInt8](repeating: 0, count: table.count)
    }

    var isEmpty: Bool { table.count == 0 }

    /// Looks, by a closure that marks what it finds.
    mutating func look(_ body: (TermTable, UnsafeMutablePointer<UInt8>) -> Void) {
        let table = table
        found.withUnsafeMutableBufferPointer { found in
            if let start = found.baseAddress { body(table, start) }
        }
    }

    /// Takes the terms that were found out of those that are missing.
    func report(to missing: inout [Bool]) {
        for known in numbers where found[Int(known.number)] != 0 { missing[Int(known.term)] = false }
    }
}
