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
        let known = Set(names.compactMap { catalogue.tag(named: $0)?.id })
        let unknown = Set(names.filter { catalogue.tag(named: $0) == nil })
        let count = tags.union(known).count + unknown.count
        guard count <= max(Tag.limitPerContact, tags.count) else { throw ContactError.tooManyTags(count) }
        try makeTags(Array(unknown))
        return tags.union(names.compactMap { catalogue.tag(named: $0)?.id })
    }
}
