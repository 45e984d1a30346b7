import Domain

extension OpenContacts {
    /// Makes the tags of these names that there are not yet.
    mutating func makeTags(_ names: [TagName]) throws {
        let unknown = Set(names.filter { catalogue.tag(named: $0) == nil })
        guard !unknown.isEmpty else { return }
        guard catalogue.tags.count + unknown.count <= Tag.limitPerOrganization else {
            throw ContactError.tooManyTagsInAll
        }
        for name in unknown.sorted(by: { $0.folded < $1.folded }) {
            let tag = Tag(id: try transaction.nextID(), name: name)
            catalogue.add(tag)
            newTags.append(tag)
        }
    }

    /// These tags and those of these names; nothing is made where they would be too many.
    mutating func tags(_ tags: Set<TagID>, adding names: [TagName]) throws -> Set<TagID> {
        guard !names.isEmpty else { return tags }
        let known = names.map { catalogue.tag(named: $0)?.id }
        let unknown = Set(zip(names, known).filter { $0.1 == nil }.map(\.0))
        let all = tags.union(known.compactMap(\.self))
        guard all.count + unknown.count <= max(Tag.limitPerContact, tags.count) else {
            throw ContactError.tooManyTags(all.count + unknown.count)
        }
        guard !unknown.isEmpty else { return all }
        try makeTags(Array(unknown))
        return all.union(unknown.compactMap { catalogue.tag(named: $0)?.id })
    }
}
