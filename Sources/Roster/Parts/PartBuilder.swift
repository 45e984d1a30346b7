package import Domain

/// Collects contacts, in any order, into the columns of a part.
package struct PartBuilder: ~Copyable {
    private var ids: [Int64] = []
    private var kinds: [UInt8] = []
    private var drafts: [KeyDraft] = []
    private var places: [PropertyKey: Int] = [:]
    /// For each draft the one that was set after it last time: contacts mostly have the same keys in the same order,
    /// and to compare a key is faster than to look it up.
    private var following: [Int] = []
    private var last = 0
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
            set(value, of: .profile(key), at: row)
        }
        if !contact.tags.isEmpty {
            tags.begin(row)
            for tag in contact.tags {
                tags.add(tag.rawValue, at: row)
            }
        }
    }

    private mutating func set(_ value: Value, of key: BuiltInKey, at row: Int) {
        set(value, of: .builtIn(key), at: row)
    }

    private mutating func set(_ value: Value, of key: PropertyKey, at row: Int) {
        let place = place(of: key)
        drafts[place].set(value, at: row)
        last = place
    }

    private mutating func place(of key: PropertyKey) -> Int {
        if !drafts.isEmpty, drafts[following[last]].key == key { return following[last] }
        let place = places[key] ?? drafts.count
        if place == drafts.count {
            places[key] = place
            drafts.append(KeyDraft(key))
            following.append(0)
        }
        following[last] = place
        return place
    }

    consuming func finished() -> Part {
        let rows = ids.count
        var columns: [PropertyKey: KeyColumns] = [:]
        // From the last one on, so that what a draft holds is freed before the next column is made.
        while let draft = drafts.popLast() {
            columns[draft.key] = draft.finished(rows: rows)
        }
        let part = Part(
            ids: Cells(ids),
            kinds: Cells(kinds),
            columns: columns.filter { !$0.value.isEmpty },
            tags: tags.finished(rows: rows)
        )
        return isAscending ? part : Part(merging: [part], by: MergeOrder(sorting: part.ids))
    }
}
