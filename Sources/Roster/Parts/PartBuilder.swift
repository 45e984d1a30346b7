package import Domain

/// Collects contacts, in any order, into the columns of a part.
package struct PartBuilder: ~Copyable {
    private var ids: [Int64] = []
    private var kinds: [UInt8] = []
    private var facts: [BuiltInKey: KeyDraft] = [:]
    private var profile: [String: KeyDraft] = [:]
    private var tags = ElementDraft()
    private var isAscending = true

    package init() {}

    package var count: Int { ids.count }

    /// Adds a contact, unless it is anonymous. Of several with one id, the last one stays.
    package mutating func add(_ contact: Contact) {
        guard contact.kind != .anonymous else { return }
        let row = ids.count
        if let last = ids.last, last >= contact.id.rawValue {
            isAscending = false
        }
        ids.append(contact.id.rawValue)
        kinds.append(contact.kind.rank)
        if let memberID = contact.memberID {
            set(.text(memberID.text), of: .memberId, at: row)
        }
        if !contact.importTags.isEmpty {
            set(.list(contact.importTags), of: .userImportTags, at: row)
        }
        for (key, value) in contact.facts where key.isFact {
            set(value, of: key, at: row)
        }
        for (key, value) in contact.profile {
            profile[key, default: KeyDraft(.profile(key))].set(value, at: row)
        }
        if !contact.tags.isEmpty {
            tags.begin(row)
            for tag in contact.tags {
                tags.add(tag.rawValue, at: row)
            }
        }
    }

    private mutating func set(_ value: Value, of key: BuiltInKey, at row: Int) {
        facts[key, default: KeyDraft(.builtIn(key))].set(value, at: row)
    }

    consuming func finished() -> Part {
        let rows = ids.count
        var columns: [PropertyKey: KeyColumns] = [:]
        for (key, draft) in facts {
            columns[.builtIn(key)] = draft.finished(rows: rows)
        }
        facts = [:]
        for (key, draft) in profile {
            columns[.profile(key)] = draft.finished(rows: rows)
        }
        profile = [:]
        let part = Part(
            ids: Cells(ids),
            kinds: Cells(kinds),
            columns: columns.filter { !$0.value.isEmpty },
            tags: tags.finished(rows: rows)
        )
        return isAscending ? part : Part(merging: [part], by: MergeOrder(sorting: part.ids))
    }
}
