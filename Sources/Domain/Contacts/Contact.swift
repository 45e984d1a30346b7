package typealias ContactID = Identifier<Contact>

/// How far a person is known.
package enum ContactKind: String, CaseIterable, Hashable, Sendable {
    /// Visited only: not listed, not counted, not exported.
    case anonymous
    /// Has contact details, or was made by hand or import, or has written.
    case lead
    /// Has a member id.
    case member
}

/// One person known to an organization.
package struct Contact: Hashable, Sendable, Identifiable {
    package let id: ContactID
    package var kind: ContactKind
    package var memberID: MemberID?
    package var tags: Set<TagID>
    /// The names of the imports that made or changed it.
    package var importTags: [String]
    /// The import that last made or changed it.
    package var lastImport: ImportID?
    /// What Kith itself records, by those built-in keys that have a value (`BuiltInKey.isFact`).
    package var facts: [BuiltInKey: Value]
    /// The values of the organization's properties, by key without `profile.`.
    package var profile: [String: Value]
    /// The stored values of archived properties: kept for the day when they are restored, and part of nothing else.
    package var kept: [String: JSON]
    /// Goes up with each change, from 1.
    package var version: Int64
    /// When the contact entered Kith; `createdAt` may be earlier, where history was imported.
    package var enteredAt: Instant

    package init(
        id: ContactID,
        kind: ContactKind,
        memberID: MemberID? = nil,
        tags: Set<TagID> = [],
        importTags: [String] = [],
        lastImport: ImportID? = nil,
        facts: [BuiltInKey: Value] = [:],
        profile: [String: Value] = [:],
        kept: [String: JSON] = [:],
        version: Int64 = 1,
        enteredAt: Instant
    ) {
        self.id = id
        self.kind = kind
        self.memberID = memberID
        self.tags = tags
        self.importTags = importTags
        self.lastImport = lastImport
        self.facts = facts
        self.profile = profile
        self.kept = kept
        self.version = version
        self.enteredAt = enteredAt
    }

    /// The value of a key, or nil where the contact has none. Tags are ids, so `tags` has no value here.
    package subscript(_ key: PropertyKey) -> Value? {
        switch key {
        case .profile(let name): profile[name]
        case .builtIn(let key): self[key]
        }
    }

    package subscript(_ key: BuiltInKey) -> Value? {
        switch key {
        case .id: .text(id.description)
        case .memberId: memberID.map { .text($0.text) }
        case .member: .boolean(kind == .member)
        case .kind: .text(kind.rawValue)
        case .tags: nil
        case .userImportTags: importTags.isEmpty ? nil : .list(importTags)
        default: facts[key] ?? key.initial
        }
    }

    package var email: String? { text(ProfileKey.email) }
    package var mobileNumber: String? { text(ProfileKey.mobileNumber) }

    private func text(_ key: String) -> String? {
        if case .text(let text)? = profile[key] { text } else { nil }
    }

    /// The name that is shown: name, first and last name, e-mail, phone, member id, or "Visitor" and four signs.
    package var shownName: Phrase {
        ownName.map(Phrase.init(verbatim:)) ?? "Visitor \(String(id.description.suffix(4)))"
    }

    private var ownName: String? {
        if let name = text(ProfileKey.name) { return name }
        let names = [text(ProfileKey.firstName), text(ProfileKey.lastName)].compactMap(\.self)
        if !names.isEmpty { return names.joined(separator: " ") }
        return email ?? mobileNumber ?? memberID?.text
    }
}
