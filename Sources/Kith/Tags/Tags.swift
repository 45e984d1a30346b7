package import Domain
import Stores

extension Kith {
    package var tags: Tags { Tags(kith: self) }
}

/// A tag, and how many contacts have it.
package struct CountedTag: Hashable, Sendable {
    package let tag: Tag
    /// Without anonymous contacts.
    package let count: Int
    /// How many have it or one below it, where there is one below it and a roster knows.
    package let countWithin: Int?
}

/// Verbs about the organization's tags. Putting tags on contacts is an edit of the contacts.
package struct Tags: Sendable {
    let kith: Kith

    /// Reads all tags with their counts, in the order of their names.
    package func all(by caller: Caller) async throws -> [CountedTag] {
        try caller.require(.seeContacts)
        return try await kith.readContacts(by: caller) { reading in
            let store = TagStore(caller.organization, reading.connection)
            let tags = try store.all()
            guard let counts = try reading.tagCounts() else {
                let counts = try store.counts()
                return tags.map { CountedTag(tag: $0, count: counts[$0.id] ?? 0, countWithin: nil) }
            }
            return tags.map {
                CountedTag(tag: $0, count: counts.own[$0.id] ?? 0, countWithin: counts.within[$0.id])
            }
        }
    }

    /// Reads one tag with its count, or throws `TagError.unknown`.
    package func find(_ id: TagID, by caller: Caller) async throws -> CountedTag {
        guard let found = try await all(by: caller).first(where: { $0.tag.id == id }) else { throw TagError.unknown }
        return found
    }

    /// Makes a tag. Throws `TagNameError` and `TagError`.
    package func create(name: String, colour: TagColour? = nil, by caller: Caller) async throws -> Tag {
        // Whoever edits contacts makes tags on the spot.
        if !caller.may(.editContacts) { try caller.require(.manageTags) }
        let name = try TagName(name)
        return try await kith.write { transaction in
            try OrganizationStore(transaction.connection).lock(caller.organization)
            let catalogue = try transaction.catalogue(of: caller.organization)
            if let other = catalogue.tag(named: name) { throw TagError.nameTaken(other.name.text) }
            guard catalogue.tags.count < Tag.limitPerOrganization else { throw TagError.tooMany }
            let tag = Tag(id: try transaction.nextID(), name: name, colour: colour)
            try TagStore(caller.organization, transaction.connection).insert([tag])
            transaction.note(Changed(catalogue: true), in: caller.organization)
            try transaction.audit(.createdTag, of: tag.subject, ["name": .string(name.text)], by: caller)
            return tag
        }
    }

    /// Renames a tag with all below it, or gives it a colour; what is nil stays. Segments that name them follow.
    ///
    /// Contacts stay as they are: they hold the tag, not its name. Throws `TagNameError` and `TagError`.
    ///
    /// `seen` is the tag that was edited: where it is another by now, `TagError.changed` says so.
    package func edit(
        _ id: TagID,
        name: String? = nil,
        colour: TagColour?? = nil,
        seen: (name: String, colour: TagColour?)? = nil,
        by caller: Caller
    ) async throws -> Tag {
        try caller.require(.manageTags)
        let name = try name.map { text in try TagName(text) }
        return try await kith.write { transaction in
            try OrganizationStore(transaction.connection).lock(caller.organization)
            let catalogue = try transaction.catalogue(of: caller.organization)
            guard let former = catalogue.tags[id] else { throw TagError.unknown }
            if let seen, (seen.name, seen.colour) != (former.name.text, former.colour) { throw TagError.changed }
            let renamed = try renamed(former, to: name ?? former.name, in: catalogue)
            let edited = renamed.map { tag in
                var tag = tag
                if tag.id == id, let colour { tag.colour = colour }
                return tag
            }
            let changed = edited.filter { tag in
                catalogue.tags[tag.id].map { $0.name.text != tag.name.text || $0.colour != tag.colour } ?? true
            }
            guard !changed.isEmpty else { return former }
            try TagStore(caller.organization, transaction.connection).update(changed)
            try followNames(of: changed, in: catalogue, by: caller, transaction)
            transaction.note(Changed(catalogue: true), in: caller.organization)
            try transaction.audit(
                .editedTag,
                of: former.subject,
                ["from": .string(former.name.text), "to": .string((name ?? former.name).text)],
                by: caller
            )
            return changed.first { $0.id == id } ?? former
        }
    }

    /// The tag and those below it with their new names, of which none may be another's.
    private func renamed(_ tag: Tag, to name: TagName, in catalogue: Catalogue) throws -> [Tag] {
        let moving = catalogue.tags(within: tag.name)
        return try moving.compactMap { catalogue.tags[$0] }.map { moved in
            var moved = moved
            moved.name = try moved.name.moved(from: tag.name, to: name)
            if let other = catalogue.tag(named: moved.name), !moving.contains(other.id) {
                throw TagError.nameTaken(other.name.text)
            }
            return moved
        }
    }

    private func followNames(
        of tags: [Tag],
        in catalogue: Catalogue,
        by caller: Caller,
        _ transaction: Transaction
    ) throws {
        var names: [String: TagName] = [:]
        for tag in tags {
            if let former = catalogue.tags[tag.id]?.name, former.text != tag.name.text {
                names[former.folded] = tag.name
            }
        }
        guard !names.isEmpty else { return }
        try kith.segments.follow(by: caller, in: transaction) { $0.renaming(tags: names) }
    }
}

extension ContactReading {
    /// How many contacts have each tag, and how many that or one below it where there is one; nil where no roster knows.
    fileprivate func tagCounts() throws -> (own: [TagID: Int], within: [TagID: Int])? {
        guard index.snapshot != nil else { return nil }
        func count(_ tags: Set<TagID>) throws -> Int {
            try index.count(ContactSelection(predicate: .tags(.hasAny(tags)), catalogue: catalogue))
        }
        var families: [TagID: Set<TagID>] = [:]
        for tag in catalogue.tags.values {
            for parent in tag.name.ancestors {
                if let parent = catalogue.tag(named: parent) {
                    families[parent.id, default: [parent.id]].insert(tag.id)
                }
            }
        }
        return (try catalogue.tags.mapValues { try count([$0.id]) }, try families.mapValues(count))
    }
}

extension Tag {
    /// What the audit log calls it by.
    var subject: String { "tag:\(id)" }
}
