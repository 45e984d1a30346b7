import Domain

/// The terms of one way of looking, each with the text that is looked for, and which of them were found.
struct TermSet {
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

    /// The same where the set may be empty: then nothing is marked.
    mutating func lookAlways(_ body: (UnsafeMutablePointer<UInt8>) -> Void) {
        if found.isEmpty {
            var nothing: UInt8 = 0
            body(&nothing)
        } else {
            look { _, found in body(found) }
        }
    }

    /// Takes the terms that were found out of those that are missing.
    func report(to missing: inout [Bool]) {
        for (term, number) in numbers where found[number] != 0 { missing[term] = false }
    }
}

/// The digits of a term that may be a phone number: all of them, and those behind the zeros that only dialling needs.
struct PhoneDigits {
    let whole: String
    /// Without a country's code; nil where the term has one.
    let national: String?

    private static let fewestDigits = 5

    init?(_ term: String) {
        guard term.utf8.allSatisfy({ Self.digits.contains($0) || Self.signs.contains($0) }) else { return nil }
        let digits = term.utf8.filter { Self.digits.contains($0) }
        guard digits.count >= Self.fewestDigits else { return nil }
        whole = String(decoding: digits, as: UTF8.self)
        let significant = digits.drop { $0 == UInt8(ascii: "0") }
        let isNational = !term.utf8.contains(UInt8(ascii: "+")) && digits.first == UInt8(ascii: "0")
        national = isNational && !significant.isEmpty ? String(decoding: significant, as: UTF8.self) : nil
    }

    private static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    private static let signs = Set("+-.()/ ".utf8)
}
