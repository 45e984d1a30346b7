import Domain
import Kith

/// Contacts side by side, with what a merge would make of each of their values.
struct MergePreview: Sendable {
    struct Column: Sendable {
        let id: String
        let person: Person
        let isPrimary: Bool
    }

    struct Row: Sendable {
        let name: String
        let result: ShownValue
        let cells: [Cell]
    }

    struct Cell: Sendable {
        let value: ShownValue
        let fate: String?
        let isKept: Bool
        let isLost: Bool
    }

    let columns: [Column]
    let rows: [Row]
    let ids: String
    let primary: String
    let title: String
    let confirm: String
    let preview = Link.newMerge(ids: [], primary: nil).path
    let action = Link.merges.path
    let formToken: String
    let cancel = Link.contacts(ContactsState()).path

    /// Keys that say nothing to whoever merges.
    private static let left: Set<BuiltInKey> = [.id, .kind, .member, .updatedAt, .veilId]

    /// `ids` in the order of their choice. Those that led to a contact that was merged stand for its primary.
    init(_ merged: MergedContacts, ids: [ContactID], chosen: ContactID, in view: View) {
        let catalogue = merged.catalogue
        let primary = merged.primary
        let contacts = ([primary] + merged.merge.losses.map(\.contact)).sorted { one, other in
            let places = [one, other].map { contact in
                ids.firstIndex(of: contact.id == primary.id ? chosen : contact.id) ?? ids.count
            }
            return places[0] < places[1]
        }
        columns = contacts.map { contact in
            Column(
                id: contact.id.description,
                person: Person(contact, marks: MarkedText(search: ""), view: view),
                isPrimary: contact.id == primary.id
            )
        }
        self.ids = contacts.map(\.id.description).joined(separator: ".")
        self.primary = primary.id.description
        title = view.count("merge.count", contacts.count)
        confirm = view.words("merge.confirm", ["name": view.name(of: merged.merge.result)])
        formToken = view.session.formToken
        let keys =
            catalogue.shownProperties.map(\.propertyKey)
            + BuiltInKey.allCases.filter { !Self.left.contains($0) }.map(PropertyKey.builtIn)
        rows = keys.compactMap { key -> Row? in
            guard let type = catalogue.type(of: key), contacts.contains(where: { $0.says(key) }) else { return nil }
            let result = merged.merge.result
            return Row(
                name: view.name(of: key, in: catalogue),
                result: view.value(key, type: type, of: result, in: catalogue),
                cells: contacts.map { contact in
                    let fate = contact.says(key) ? Fate(key, of: contact, in: result) : nil
                    return Cell(
                        value: contact.says(key)
                            ? view.value(key, type: type, of: contact, in: catalogue) : .none,
                        fate: fate.map { view.words["merge.fate.\($0.rawValue)"] },
                        isKept: fate == .stays || fate == .joins,
                        isLost: fate == .timeline || fate == .goes
                    )
                }
            )
        }
    }

    /// What becomes of a value.
    private enum Fate: String {
        case stays
        /// Becomes part of the value: tags, sums.
        case joins
        /// Is no value any more, and is read in the timeline.
        case timeline
        case goes

        init(_ key: PropertyKey, of contact: Contact, in result: Contact) {
            switch key {
            case .builtIn(.tags): self = .joins
            case _ where contact[key] == result[key]: self = .stays
            case .builtIn(.memberId): self = .timeline
            case .builtIn(.userImportTags): self = .joins
            case .builtIn(let key): self = key.type == .number ? .joins : .goes
            case .profile: self = .timeline
            }
        }
    }
}

extension Contact {
    /// Whether it has a value of a key that tells something: a count of 0 and what never happened do not.
    fileprivate func says(_ key: PropertyKey) -> Bool {
        switch key {
        case .builtIn(.tags): !tags.isEmpty
        case .builtIn(let builtIn): self[key] != nil && self[key] != builtIn.initial
        case .profile: self[key] != nil
        }
    }
}
