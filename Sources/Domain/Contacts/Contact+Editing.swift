/// Who edits contacts and when, as far as it shows in them.
package struct EditOrigin: Sendable {
    package let now: Instant
    /// What `unsubscribeEmailSource` and the like say.
    package let consent: String
    /// Whether a phone from this origin counts as verified.
    package let verifiesPhone: @Sendable (String) -> Bool

    package init(now: Instant, consent: String, verifiesPhone: @escaping @Sendable (String) -> Bool) {
        self.now = now
        self.consent = consent
        self.verifiesPhone = verifiesPhone
    }

    /// The same, with a source of consents in somebody's own words where there is one.
    fileprivate func naming(_ source: String?) -> EditOrigin {
        EditOrigin(now: now, consent: source ?? consent, verifiesPhone: verifiesPhone)
    }
}

extension Contact {
    /// The contact after an edit: the one rule of what edits do, for one contact, for many, and for rehearsals.
    ///
    /// Tags that the edit adds are those of the catalogue; others are left out.
    package func applying(
        _ edit: ContactEdit,
        in catalogue: Catalogue,
        from origin: EditOrigin
    ) throws(ContactError) -> Contact {
        var edited = self
        for (key, value) in edit.profile.sorted(by: { $0.key < $1.key }) where profile[key] != value {
            let isWrittenOnce = catalogue.properties[key]?.isWriteOnce ?? false
            guard profile[key] == nil || !isWrittenOnce else { throw .writtenOnce(key: key) }
            edited.profile[key] = value
        }
        edited.requalify(from: self, origin)
        for (flag, value) in edit.flags where edited[flag] != .boolean(value) || edited.lacksSource(edit, of: flag) {
            edited.set(flag, to: value, from: origin.naming(edit.consentSource))
        }
        edited.tags = edit.tags(after: tags, in: catalogue)
        guard edited.tags.count <= max(Tag.limitPerContact, tags.count) else {
            throw .tooManyTags(edited.tags.count)
        }
        if edited.kind == .anonymous, edit.hasContactDetails {
            edited.kind = .lead
        }
        guard edited.profileBytes <= max(Self.greatestProfileBytes, profileBytes) else { throw .tooLarge }
        return edited
    }

    /// Sets one of the editable booleans, and when and from where a consent came.
    package mutating func set(_ flag: BuiltInKey, to value: Bool, from origin: EditOrigin) {
        facts[flag] = value ? .boolean(true) : nil
        if let consent = flag.consentKeys {
            facts[consent.updatedAt] = .datetime(origin.now)
            facts[consent.source] = .text(origin.consent)
        }
    }

    /// Whether an edit says of a consent, which stays, that it came from somewhere else than is known.
    private func lacksSource(_ edit: ContactEdit, of flag: BuiltInKey) -> Bool {
        guard let source = edit.consentSource, let keys = flag.consentKeys else { return false }
        return self[keys.source] != .text(source)
    }

    /// An e-mail from a trusted source is verified. What is gone is not verified any more.
    private mutating func requalify(from former: Contact, _ origin: EditOrigin) {
        if email != former.email {
            facts[.emailQualified] = email == nil ? nil : .boolean(true)
        }
        if mobileNumber != former.mobileNumber {
            facts[.mobileNumberQualified] = mobileNumber.map(origin.verifiesPhone) == true ? .boolean(true) : nil
        }
    }

    /// About the bytes of the values of its properties.
    private var profileBytes: Int {
        profile.values.reduce(0) { sum, value in
            switch value {
            case .text(let text): sum + text.utf8.count
            case .list(let texts): sum + texts.reduce(0) { $0 + $1.utf8.count + 4 }
            case .numbers(let numbers): sum + numbers.count * 16
            case .number, .boolean, .date, .datetime: sum + 16
            }
        }
    }
}

extension ContactEdit {
    /// The tags that a contact has after it.
    fileprivate func tags(after tags: Set<TagID>, in catalogue: Catalogue) -> Set<TagID> {
        func known(_ names: [TagName]) -> [TagID] {
            names.compactMap { catalogue.tag(named: $0)?.id }
        }
        let begun = self.tags.map { Set(known($0)) } ?? tags
        return begun.subtracting(known(tagsRemoved)).union(known(tagsAdded))
    }

    /// The tags that there must be before it can be applied.
    package var wantedTags: [TagName] { (tags ?? []) + tagsAdded }
}
