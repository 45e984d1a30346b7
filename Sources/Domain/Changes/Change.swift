/// What one commit changed in an organization.
package struct Change: Hashable, Sendable {
    /// The place in the organization's feed, from 1, without gaps, in the order of commits.
    package var seq: Int64
    package var at: Instant
    package var what: Changed

    package init(seq: Int64, at: Instant, what: Changed) {
        self.seq = seq
        self.at = at
        self.what = what
    }
}

/// The things that a commit touched, by id: whoever follows the feed reads them anew.
package struct Changed: Hashable, Sendable {
    /// Made or edited.
    package var contacts: [ContactID]
    /// Deleted, or merged into others.
    package var removed: [ContactID]
    /// Whether properties, tags, segments or settings changed.
    package var catalogue: Bool
    /// Whether an import did it. Who enters a segment by one has not done anything.
    package var isImport: Bool

    package init(
        contacts: [ContactID] = [],
        removed: [ContactID] = [],
        catalogue: Bool = false,
        isImport: Bool = false
    ) {
        self.contacts = contacts
        self.removed = removed
        self.catalogue = catalogue
        self.isImport = isImport
    }

    package var isEmpty: Bool { contacts.isEmpty && removed.isEmpty && !catalogue }

    /// What two parts of one transaction changed. A contact that was removed is not among those made or edited.
    package static func + (left: Changed, right: Changed) -> Changed {
        if left.isEmpty { return right }
        if right.isEmpty { return left }
        let removed = Set(left.removed).union(right.removed)
        return Changed(
            contacts: Set(left.contacts).union(right.contacts).subtracting(removed).sorted(),
            removed: removed.sorted(),
            catalogue: left.catalogue || right.catalogue,
            isImport: left.isImport || right.isImport
        )
    }
}

extension Changed {
    package var json: JSON {
        .object([
            "contacts": contacts.isEmpty ? nil : .array(contacts.map { .integer($0.rawValue) }),
            "removed": removed.isEmpty ? nil : .array(removed.map { .integer($0.rawValue) }),
            "catalogue": catalogue ? .boolean(true) : nil,
            "import": isImport ? .boolean(true) : nil,
        ])
    }

    package init(json: JSON) {
        self.init(
            contacts: json["contacts"]?.array?.compactMap { $0.integer.map(ContactID.init(rawValue:)) } ?? [],
            removed: json["removed"]?.array?.compactMap { $0.integer.map(ContactID.init(rawValue:)) } ?? [],
            catalogue: json["catalogue"]?.boolean ?? false,
            isImport: json["import"]?.boolean ?? false
        )
    }
}
