import Domain
import Outside

/// Who brings what changes contacts, and how it is kept.
struct Cause {
    let actor: Actor
    /// What `unsubscribeEmailSource` and the like say.
    let consent: String
    /// The file that it comes from, if it comes from one.
    let imported: ImportedFile?

    struct ImportedFile {
        let id: ImportID
        let name: String
        /// The tag that the import puts on the contacts that it makes or changes.
        let tag: String?
    }

    /// An edit by whoever calls.
    init(_ caller: Caller) {
        self.init(caller.actor)
    }

    init(_ actor: Actor) {
        self.actor = actor
        consent =
            switch actor {
            case .manager: "manager"
            case .key: "api"
            case .console: "console"
            case .contact: "person"
            case .kith: "kith"
            }
        imported = nil
    }

    init(_ started: Import) {
        actor = started.actor
        consent = "import"
        imported = ImportedFile(id: started.id, name: started.file, tag: started.tag)
    }

    /// Whether what it says of a person was typed by somebody who knows: then it counts as verified.
    var isByHand: Bool {
        switch actor {
        case .manager, .console: imported == nil
        case .key, .contact, .kith: false
        }
    }

    /// How it shows in the contacts that it changes. What was typed by hand is verified; of what programs send, the
    /// phones that the numbering plan knows.
    func origin(at now: Instant) -> EditOrigin {
        EditOrigin(now: now, consent: consent) { [isByHand] in isByHand || PhoneNumbers().knows($0) }
    }

    func event(_ usual: TimelineEvent.Kind) -> TimelineEvent.Kind {
        imported == nil ? usual : .imported
    }

    /// What each event says of where it came from.
    var members: [JSON.Member] {
        guard let imported else { return [] }
        return [
            JSON.Member("import", .string(imported.id.description)), JSON.Member("file", .string(imported.name)),
        ]
    }

    /// The contact with the marks of an import on it.
    func marking(_ contact: Contact) -> Contact {
        guard let imported else { return contact }
        var marked = contact
        marked.lastImport = imported.id
        if let tag = imported.tag, !contact.importTags.contains(where: { $0.folded() == tag.folded() }) {
            marked.importTags.append(tag)
        }
        return marked
    }
}
