import Domain

/// The terms of one way of looking, each with the text that is looked for, and which of them were found.
struct TermSet: Sendable {
    let table: TermTable
    /// The term that each text stands for, and the text's number in the table.
    private let numbers: [(term: Int, number: Int)]
    private(set) var found: [UInt8]

    /// Takes the texts that each term is looked for as.
    init(_ texts: some Sequence<(term: Int, text: String)>) {
        var interner = Interner()
        numbers = texts.filter { !$0.text.isEmpty }.map { term, text in
            (term, text.withBytes { interner.number(of: $0) })
        }
        table = TermTable(interner)
        found = [UInt8](repeating: 0, count: interner.count)
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
        for (term, number) in numbers where found[number] != 0 { missing[term] = false }
    }
}
