package import Domain
import RosterKernels

/// Looks for many terms in part after part, as `ContactTerms.finds` says, and remembers which were found.
package struct TermFinder: Sendable {
    private let sought: ContactTerms
    /// To the letter, for exact keys.
    private var letters: TermSet
    private var folded: TermSet
    /// Whole numbers or, contained, digits.
    private var phones: TermSet
    /// Contacts by the terms that are their printed ids.
    private let ids: [(term: Int, id: ContactID)]
    private var idsFound: Set<Int> = []
    private let needles: NeedleTable?
    private let phoneNeedles: NeedleTable?

    package init(_ sought: ContactTerms) {
        self.sought = sought
        let terms = sought.terms
        let isWhole = sought.match == .exact
        let textKeys = sought.place.keys.filter { $0 != .builtIn(.id) }
        let usesLetters = isWhole && textKeys.contains { $0.isExact }
        let usesFolded = !isWhole || textKeys.contains { !$0.isExact }
        var letters = TermSet.Draft()
        var folded = TermSet.Draft()
        var phones = TermSet.Draft()
        var ids: [(term: Int, id: ContactID)] = []
        if usesLetters { letters.reserve(terms.count) }
        if usesFolded { folded.reserve(terms.count) }
        for (number, term) in terms.enumerated() {
            if usesLetters { letters.add(term.text, number) }
            if usesFolded { folded.add(term.folded, number) }
            for phone in term.phones { phones.add(phone, number) }
            if let id = term.id { ids.append((number, id)) }
        }
        self.letters = TermSet(letters)
        self.folded = TermSet(folded)
        self.phones = TermSet(phones)
        self.ids = ids
        needles = isWhole ? nil : NeedleTable(self.folded.table)
        phoneNeedles = isWhole || self.phones.isEmpty ? nil : NeedleTable(self.phones.table)
    }

    /// The indexes of the terms that found nobody so far, ascending.
    package var missing: [Int] {
        var missing = [Bool](repeating: true, count: sought.terms.count)
        for set in [letters, folded, phones] { set.report(to: &missing) }
        for term in idsFound { missing[term] = false }
        return missing.indices.filter { missing[$0] }
    }

    /// The live rows that a term leads to.
    mutating func rows(in live: LivePart) -> Bitmap {
        let found = FoundRows(live)
        for key in sought.place.keys {
            if key == .builtIn(.id) {
                for (term, id) in ids {
                    if let row = live.part.row(of: id), live.live[row] {
                        found.insert(row)
                        idsFound.insert(term)
                    }
                }
            } else if let columns = live.part.columns[key] {
                look(in: columns, isExact: key.isExact, found)
                if key == .profile(ProfileKey.mobileNumber) { lookForPhones(in: columns, found) }
            }
        }
        return found.bitmap()
    }

    private mutating func look(in columns: KeyColumns, isExact: Bool, _ rows: FoundRows) {
        if let needles {
            // Folded also where the key is exact: whoever looks for a part does not know the letters.
            let column = isExact ? columns.written ?? columns.texts : columns.texts
            folded.look { _, found in
                let search = Self.search(needles, found)
                if let column { rows.look(in: column, search) }
                if !isExact, let written = columns.written { rows.look(in: written, search) }
                if let lists = columns.lists { rows.look(in: lists, search) }
            }
            return
        }
        let look = { (terms: TermTable, found: UnsafeMutablePointer<UInt8>) in
            let search = Self.search(terms, found)
            if let texts = columns.texts { rows.look(in: texts, search) }
            if !isExact, let written = columns.written { rows.look(in: written, search) }
            if let lists = columns.lists { rows.look(in: lists, search) }
        }
        if isExact {
            letters.look(look)
        } else {
            folded.look(look)
        }
    }

    private mutating func lookForPhones(in columns: KeyColumns, _ rows: FoundRows) {
        guard let texts = columns.texts, !phones.isEmpty else { return }
        phones.look { [phoneNeedles] terms, found in
            rows.look(in: texts, phoneNeedles.map { Self.search($0, found) } ?? Self.search(terms, found))
        }
    }

    private static func search(_ needles: NeedleTable, _ found: UnsafeMutablePointer<UInt8>) -> FoundRows.Look {
        { texts, mask, out in
            needles.write(texts.bytes, texts.offsets, rows: texts.rows, within: mask, found: found, into: out)
        }
    }

    private static func search(_ terms: TermTable, _ found: UnsafeMutablePointer<UInt8>) -> FoundRows.Look {
        { texts, mask, out in
            terms.write(texts.bytes, texts.offsets, rows: texts.rows, within: mask, found: found, into: out)
        }
    }
}
