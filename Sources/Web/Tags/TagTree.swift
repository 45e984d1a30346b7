import Domain
import Kith
import Mustache

/// The tags of an organization as the tree that their names make.
struct TagTree: Sendable {
    struct Row: Sendable, MustacheParent {
        /// Nil for a level that is no tag itself.
        let tag: Handles?
        /// From 1.
        let level: Int
        /// What stands above it, such as `product/`.
        let path: String
        let leaf: String
        let name: String

        func child(named name: String) -> Any? {
            switch name {
            case "tag": tag
            case "level": level
            case "path": path
            case "leaf": leaf
            case "name": self.name
            default: nil
            }
        }
    }

    /// What can be done with a tag, and who has it.
    struct Handles: Sendable, MustacheParent {
        let id: String
        let colour: String
        let count: String
        let isUnused: Bool
        let contacts: String
        let within: String?
        let family: String
        let going: String?
        let edit: String
        let merge: String?
        let deletion: String

        func child(named name: String) -> Any? {
            switch name {
            case "id": id
            case "colour": colour
            case "count": count
            case "isUnused": isUnused
            case "contacts": contacts
            case "within": within
            case "family": family
            case "going": going
            case "edit": edit
            case "merge": merge
            case "deletion": deletion
            default: nil
            }
        }
    }

    let rows: [Row]
    let isEmpty: Bool
    let countText: String
    let link = Link.tagTree.path
    let new = Link.newTag.path

    init(in view: View) async throws {
        let all = try await view.site.kith.tags.all(by: view.caller)
        let going = try await view.site.kith.tags.going(by: view.caller)
        let names = Dictionary(all.map { ($0.tag.id, $0.tag.name.text) }) { first, _ in first }
        var handles: [TagName: Handles] = [:]
        for counted in all {
            let target = going[counted.tag.id].map { other in
                other.flatMap { names[$0] }.map { view.words("tags.merging", ["name": $0]) } ?? view.words["tags.going"]
            }
            handles[counted.tag.name] = Handles(counted, going: target, mayMerge: all.count > 1, in: view)
        }
        // A level that is no tag itself is spelled as by the first one below it.
        var levels: Set<TagName> = []
        var written: [TagName] = []
        for tag in all {
            for name in tag.tag.name.ancestors where handles[name] == nil && levels.insert(name).inserted {
                written.append(name)
            }
        }
        rows = (all.map(\.tag.name) + written).sorted(by: Self.comesBefore).map { name in
            let parts = name.text.split(separator: "/")
            return Row(
                tag: handles[name],
                level: parts.count,
                path: parts.dropLast().map { $0 + "/" }.joined(),
                leaf: parts.last.map(String.init) ?? "",
                name: name.text
            )
        }
        isEmpty = all.isEmpty
        countText = view.words(
            "tags.count",
            ["n": view.region.number(all.count), "most": view.region.number(Tag.limitPerOrganization)]
        )
    }

    /// Level by level, so that nothing stands between a tag and those below it.
    private static func comesBefore(_ one: TagName, _ other: TagName) -> Bool {
        one.folded.split(separator: "/").lexicographicallyPrecedes(other.folded.split(separator: "/"))
    }
}

extension TagTree.Handles {
    fileprivate init(_ counted: CountedTag, going: String?, mayMerge: Bool, in view: View) {
        let tag = counted.tag
        id = tag.id.description
        colour = (tag.colour ?? .gray).rawValue
        count = view.count("contacts.count", counted.count)
        isUnused = counted.count == 0
        contacts = Self.list(of: tag, .containsAny, withSubtags: false)
        within = counted.countWithin.flatMap { $0 == counted.count ? nil : $0 }.map { view.count("tags.within", $0) }
        family = Self.list(of: tag, .containsAny, withSubtags: true)
        self.going = going
        edit = Link.tagForm(tag.id).path
        merge = mayMerge ? Link.tagMerge(tag.id).path : nil
        deletion = Link.tagDeletion(tag.id).path
    }

    private static func list(of tag: Tag, _ comparison: Operator, withSubtags: Bool) -> String {
        let condition = FilterExpression.Condition(
            key: "tags",
            comparison: comparison,
            operands: .values([.text(tag.name.text)]),
            includesSubtags: withSubtags
        )
        var state = ContactsState()
        state.filter = FilterExpression.condition(condition).description
        return Link.contacts(state).path
    }
}
