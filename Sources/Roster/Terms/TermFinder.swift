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
        var letters = TermSet.Draft()
        var folded = TermSet.Draft()
        var phones = TermSet.Draft()
        var nationalPhones = TermSet.Draft()
        var ids: [(term: Int, id: ContactID)] = []
        if usesLetters { letters.reserve(terms.count) }
        if usesFolded { folded.reserve(terms.count) }
        for (term, text) in terms.enumerated() {
            if usesLetters { letters.add(text, term) }
            if usesFolded { folded.add(text.folded(), term) }
            if place.hasPhones, let digits = PhoneDigits(text) {
                if isWhole {
                    phones.add(digits.whole, term)
                    if let national = digits.national { nationalPhones.add(national, term) }
                } else {
                    phones.add(digits.national ?? digits.whole, term)
                }
            }
            if place.hasIDs, let id = ContactID(text) { ids.append((term, id)) }
        }
        self.letters = TermSet(letters)
        self.folded = TermSet(folded)
        self.phones = TermSet(phones)
        self.nationalPhones = TermSet(nationalPhones)
        self.ids = ids
        needles = isWhole ? nil : NeedleTable(self.folded.table)
        phoneNeedles = isWhole || self.phones.isEmpty ? nil : NeedleTable(self.phones.table)
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
            nationalPhones.lookAlways { national, nationalFound in
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

    fileprivate var hasIDs: Bool {
        self == .identities || self == .key(.builtIn(.id))
    }

    fileprivate var hasPhones: Bool {
        self == .identities || self == .key(.profile(ProfileKey.mobileNumber))
    }
}
