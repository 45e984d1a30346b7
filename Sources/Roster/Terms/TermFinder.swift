import Domain
import RosterKernels

/// Looks for many terms in part after part.
struct TermFinder {
    private let place: TermPlace
    private let match: TermMatch
    private let termsCount: Int
    /// To the letter, for exact keys.
    private var letters: TermSet
    private var folded: TermSet
    /// Digits of phones: all, and those without a country's code. Contained, all digits are in the first.
    private var phones: TermSet
    private var nationalPhones: TermSet
    /// Contacts by the terms that are their printed ids.
    private let ids: [(term: Int, id: ContactID)]
    private var idsFound: Set<Int> = []
    private let needles: NeedleTable?
    private let phoneNeedles: NeedleTable?

    init(_ terms: [String], _ place: TermPlace, _ match: TermMatch) {
        self.place = place
        self.match = match
        termsCount = terms.count
        let isWhole = match == .exact
        let usesLetters = isWhole && (place == .identities || place.isExact)
        let usesFolded = !isWhole || !place.isExact
        letters = TermSet(usesLetters ? terms.enumerated().map { ($0, $1) } : [])
        folded = TermSet(usesFolded ? terms.enumerated().map { ($0, $1.folded()) } : [])
        let digits =
            place.hasPhones
            ? terms.enumerated().compactMap { term, text in
                PhoneDigits(text).map { (term: term, digits: $0) }
            } : []
        let national = digits.compactMap { term, digits in digits.national.map { (term: term, text: $0) } }
        let whole = digits.map { (term: $0.term, text: $0.digits.whole) }
        phones = TermSet(
            isWhole ? whole : whole.filter { term in !national.contains { $0.term == term.term } } + national
        )
        nationalPhones = TermSet(isWhole ? national : [])
        ids =
            place == .identities || place == .key(.builtIn(.id))
            ? terms.enumerated().compactMap { term, text in ContactID(text).map { (term, $0) } } : []
        needles = isWhole ? nil : NeedleTable(folded.table)
        phoneNeedles = isWhole || phones.isEmpty ? nil : NeedleTable(phones.table)
    }

    /// The terms that found nobody so far.
    var missing: [Int] {
        var missing = [Bool](repeating: true, count: termsCount)
        for set in [letters, folded, phones, nationalPhones] { set.report(to: &missing) }
        for term in idsFound { missing[term] = false }
        return missing.indices.filter { missing[$0] }
    }

    /// The live rows that a term leads to.
    mutating func rows(in live: LivePart) -> Bitmap {
        let found = FoundRows(live)
        switch place {
        case .identities:
            look(in: live.part.columns[.builtIn(.memberId)], isExact: true, found)
            look(in: live.part.columns[.profile(ProfileKey.email)], isExact: false, found)
            lookForPhones(in: live.part.columns[.profile(ProfileKey.mobileNumber)], found)
        case .key(let key):
            look(in: live.part.columns[key], isExact: key.isExact, found)
            if place.hasPhones { lookForPhones(in: live.part.columns[key], found) }
        }
        for (term, id) in ids {
            if let row = live.part.row(of: id), live.live[row] {
                found.insert(row)
                idsFound.insert(term)
            }
        }
        return found.bitmap()
    }

    private mutating func look(in columns: KeyColumns?, isExact: Bool, _ rows: FoundRows) {
        guard let columns else { return }
        if let needles {
            // Folded also where the key is exact: whoever looks for a part does not know the letters.
            let column = isExact ? columns.written ?? columns.texts : columns.texts
            folded.look { _, found in
                let search = {
                    (texts: FoundRows.Texts, mask: UnsafePointer<UInt64>, out: UnsafeMutablePointer<UInt64>) in
                    needles.write(texts.bytes, texts.offsets, rows: texts.rows, within: mask, found: found, into: out)
                }
                if let column { rows.look(in: column, search) }
                if !isExact, let written = columns.written { rows.look(in: written, search) }
                if let lists = columns.lists { rows.look(in: lists, search) }
            }
            return
        }
        let search = { (terms: TermTable, found: UnsafeMutablePointer<UInt8>) in
            let search = { (texts: FoundRows.Texts, mask: UnsafePointer<UInt64>, out: UnsafeMutablePointer<UInt64>) in
                terms.write(texts.bytes, texts.offsets, rows: texts.rows, within: mask, found: found, into: out)
            }
            if let texts = columns.texts { rows.look(in: texts, search) }
            if !isExact, let written = columns.written { rows.look(in: written, search) }
            if let lists = columns.lists { rows.look(in: lists, search) }
        }
        if isExact {
            letters.look(search)
        } else {
            folded.look(search)
        }
    }

    private mutating func lookForPhones(in columns: KeyColumns?, _ rows: FoundRows) {
        guard let texts = columns?.texts else { return }
        if let phoneNeedles {
            phones.look { _, found in
                rows.look(in: texts) { texts, mask, out in
                    phoneNeedles.write(
                        texts.bytes,
                        texts.offsets,
                        rows: texts.rows,
                        within: mask,
                        found: found,
                        into: out
                    )
                }
            }
        } else if match == .exact, !phones.isEmpty {
            let national = nationalPhones.table
            nationalPhones.lookAlways { nationalFound in
                phones.look { whole, found in
                    rows.look(in: texts) { texts, mask, out in
                        var (first, second) = (whole.table, national.table)
                        kith_terms_phones(
                            &first,
                            &second,
                            texts.bytes,
                            texts.offsets,
                            texts.rows,
                            mask,
                            found,
                            nationalFound,
                            out
                        )
                    }
                }
            }
        }
    }
}

extension TermPlace {
    fileprivate var isExact: Bool {
        if case .key(let key) = self { key.isExact } else { false }
    }

    fileprivate var hasPhones: Bool {
        self == .identities || self == .key(.profile(ProfileKey.mobileNumber))
    }
}
