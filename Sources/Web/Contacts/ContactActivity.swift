import Domain
import Kith

/// What happened with a contact, newest first.
struct ContactActivity: Sendable {
    struct Kind: Sendable {
        let kindTitle: String
        let kindLink: String
        let isChosen: Bool
    }

    static let count = 30

    let kinds: [Kind]
    let entries: [ActivityEntry]
    let isEmpty: Bool
    /// Where what happened before comes from; nil where that is all.
    let earlier: String?

    init(of found: FoundContact, at place: ContactPlace, before: EventID?, in view: View) async throws {
        let id = found.contact.id.description
        let timeline = try await view.site.kith.contacts.timeline(
            of: found.contact.id,
            kinds: place.kind.map { [$0] },
            before: before,
            limit: Self.count,
            by: view.caller
        )
        let names = try await view.site.kith.contacts.names(of: Set(timeline.events.map(\.actor)), by: view.caller)
        kinds = ([nil] + TimelineEvent.Kind.allCases).map { kind in
            Kind(
                kindTitle: kind.map { view.words["activity.kind.\($0.rawValue)"] } ?? view.words["activity.all"],
                kindLink: Link.contactTab(id, .activity, kind: kind).path,
                isChosen: kind == place.kind
            )
        }
        entries = timeline.events.map { event in
            ActivityEntry(event, by: names[event.actor], catalogue: found.catalogue, in: view)
        }
        isEmpty = entries.isEmpty && before == nil
        earlier =
            timeline.hasMore
            ? timeline.events.last.map {
                Link.contactActivity(id, kind: place.kind, before: $0.id.description, isPanel: place.isPanel).path
            } : nil
    }
}

/// One event in words.
struct ActivityEntry: Sendable {
    struct Change: Sendable {
        let changeName: String
        let old: String
        let new: String
        let hasOld: Bool
        let hasNew: Bool
    }

    let icon: String
    let entryTitle: String
    let actor: String
    let entryTime: ShownTime
    let changes: [Change]
    let added: [String]
    let removed: [String]
    let hasTags: Bool
    /// What was lost where contacts became one.
    let losses: [Change]
    let hasLosses: Bool

    init(_ event: TimelineEvent, by actorName: String?, catalogue: Catalogue, in view: View) {
        let data = event.data
        icon = Self.icon(of: event)
        entryTitle = Self.title(of: event, in: view)
        actor = view.name(of: event.actor, actorName)
        entryTime = view.region.time(event.at)
        func change(_ key: String, from old: JSON?, to new: JSON?) -> Change {
            let shown = ["old": old, "new": new].compactMapValues { json in
                json.flatMap { Self.text($0, of: key, in: catalogue, view) }
            }
            return Change(
                changeName: PropertyKey(key).map { view.name(of: $0, in: catalogue) } ?? key,
                old: shown["old"] ?? "",
                new: shown["new"] ?? "",
                hasOld: shown["old"] != nil,
                hasNew: shown["new"] != nil
            )
        }
        if event.kind == .tracked {
            changes = (data.object ?? []).prefix(Self.mostDetails).map { member in
                let text = member.value.string ?? member.value.description
                return Change(changeName: member.key, old: "", new: text, hasOld: false, hasNew: true)
            }
        } else {
            changes = (data["changes"]?.array ?? []).map { json in
                change(json["key"]?.string ?? "", from: json["old"], to: json["new"])
            }
        }
        added = (data["tagsAdded"]?.array ?? []).compactMap(\.string)
        removed = (data["tagsRemoved"]?.array ?? []).compactMap(\.string)
        hasTags = !added.isEmpty || !removed.isEmpty
        losses = (data["lost"]?.object ?? []).map { change("profile.\($0.key)", from: $0.value, to: nil) }
        hasLosses = !losses.isEmpty
    }

    private static let mostDetails = 20

    private static func icon(of event: TimelineEvent) -> String {
        switch event.kind {
        case .created: "user-plus"
        case .changed:
            event.data["changes"] == nil ? "tag" : "pencil"
        case .imported: "upload"
        case .unified: "merge"
        case .merged: "git-merge"
        case .tracked: "activity"
        }
    }

    private static func title(of event: TimelineEvent, in view: View) -> String {
        let words = view.words
        let other =
            event.data["lost"]?[ProfileKey.name]?.string ?? event.data["memberId"]?.string
            ?? event.data["contact"]?.string ?? ""
        switch event.kind {
        case .created: return words["activity.created"]
        case .changed: return event.data["changes"] == nil ? words["activity.tagged"] : words["activity.changed"]
        case .imported:
            let file = event.data["file"]?.string ?? ""
            return event.data["created"]?.boolean == true
                ? words("activity.created-by-file", ["file": file]) : words("activity.changed-by-file", ["file": file])
        case .unified: return words("activity.unified", ["contact": other])
        case .merged: return words("activity.merged", ["contact": other])
        case .tracked: return event.name ?? words["activity.kind.tracked"]
        }
    }

    /// A stored value in words. One that was stored while its property had another type is shown as it was.
    private static func text(_ json: JSON, of key: String, in catalogue: Catalogue, _ view: View) -> String? {
        guard json != .null else { return nil }
        if let key = PropertyKey(key), let type = catalogue.type(of: key), let value = Value(stored: json, as: type) {
            return view.text(value, of: key, type: type)
        }
        return json.string ?? json.array.map { $0.map { $0.string ?? $0.description }.joined(separator: ", ") }
            ?? json.description
    }
}
