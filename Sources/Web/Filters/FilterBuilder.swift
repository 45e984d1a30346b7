import Domain
import Kith

/// What the template of the filter builder draws. Parts are lists of one or none, as templates look further out for what is nil.
struct FilterBuilder: Sendable {
    struct Part: Sendable {
        /// `group` or `row`.
        let kind: String
        let groups: [Group]
        let rows: [Row]
    }

    struct Group: Sendable {
        let name: String
        let partsName: String
        let joints: [Choice]
        let parts: [Part]
        let isInner: Bool
        let isEmpty: Bool
    }

    /// A field to type into.
    struct Field: Sendable {
        let id: String
        let name: String
        let value: String
        let type: String
        let label: String
        let step: String
    }

    struct Select: Sendable {
        let id: String
        let name: String
        let label: String
        let choices: [Choice]
    }

    /// Several to tick.
    struct Several: Sendable {
        let id: String
        let name: String
        let label: String
        let summary: String
        let choices: [Choice]
    }

    struct Row: Sendable {
        let name: String
        let key: String
        let title: String
        let isUnknown: Bool
        let isChosen: Bool
        let selects: [Select]
        let fields: [Field]
        let several: [Several]
        let units: [Select]
        let events: [Field]
        let windows: [Field]
        let windowUnits: [Select]
        /// What is sent back as it came, where nothing is known about the key.
        let kept: [Kept]
    }

    struct Kept: Sendable {
        let name: String
        let value: String
    }

    struct Key: Sendable {
        let key: String
        let title: String
    }

    struct Area: Sendable {
        let title: String
        let keys: [Key]
    }

    let root: Group
    let areas: [Area]
    let text: String
    let action = Link.filterBuilder.path
    let maySave: Bool

    /// Offered first, as people ask for these most.
    private static let usualKeys = [
        "member", "lastSeenAt", "profile.lastCheckoutCompletedAt", "sessionsCount", "tags", "lastActivityAt", "hasChat",
    ]

    init(_ form: FilterForm, text: String, in catalogue: Catalogue, _ view: View) {
        let drawing = FilterDrawing(catalogue: catalogue, view: view)
        root = drawing.group(form.root, at: FilterForm.Path())
        self.text = text
        maySave = !text.isEmpty
        func keys(_ keys: [PropertyKey]) -> [Key] {
            keys.map { Key(key: $0.description, title: view.name(of: $0, in: catalogue)) }
        }
        let own = catalogue.shownProperties.filter { !$0.isHiddenInContacts }.map(\.propertyKey)
        areas = [
            Area(title: view.words["builder.usual"], keys: keys(Self.usualKeys.compactMap { PropertyKey($0) })),
            Area(
                title: view.words["builder.others"],
                keys: [
                    Key(key: FilterForm.Row.segment, title: view.words["builder.segment"]),
                    Key(key: FilterForm.Row.event, title: view.words["builder.event"]),
                ]
            ),
            Area(title: view.words["builder.properties"], keys: keys(own)),
            Area(title: view.words["builder.built-in"], keys: keys(BuiltInKey.allCases.map(PropertyKey.builtIn))),
        ]
    }
}
