import Domain
import Kith

/// All properties in the order of display, the archived ones apart, and what Kith itself keeps.
struct PropertyList: Sendable {
    struct Row: Sendable {
        let key: String
        let name: String
        let type: String
        /// Its options, in short.
        let options: String?
        let usual: String?
        let isDefault: Bool
        let isOnce: Bool
        /// Contacts still follow a change of it.
        let isBusy: Bool
        let isShownInContacts: Bool
        let isShownInInbox: Bool
        let edit: String
        let visibility: String
        let archival: String
        /// Nil where the type is fixed.
        let retype: String?
        let isArchivable: Bool
        /// What cannot be done with it, and why.
        let reason: String?
    }

    struct BuiltIn: Sendable {
        let key: String
        let name: String
        let type: String
    }

    let rows: [Row]
    let archived: [Row]
    let hasArchived: Bool
    let builtIns: [BuiltIn]
    let countText: String
    /// What is read aloud when one was moved; a script fills its places.
    let moved: String
    let link = Link.propertyList.path
    let order = Link.propertyOrder.path

    init(in view: View) async throws {
        let properties = try await view.site.kith.properties.all(by: view.caller)
        let busy = try await view.site.kith.properties.busy(by: view.caller)
        rows = properties.filter { !$0.isArchived }.map { Row($0, isBusy: busy.contains($0.key), in: view) }
        archived = properties.filter(\.isArchived).map { Row($0, isBusy: busy.contains($0.key), in: view) }
        hasArchived = !archived.isEmpty
        builtIns = BuiltInKey.allCases.map { key in
            BuiltIn(
                key: key.rawValue,
                name: view.words["key.\(key.rawValue)"],
                type: view.words["type.\(key.type.rawValue)"]
            )
        }
        moved = view.words["properties.moved"]
        countText = view.words(
            "properties.count",
            ["n": view.region.number(properties.count), "most": view.region.number(Property.limit)]
        )
    }
}

extension PropertyList.Row {
    /// Options that are named; of the others how many there are.
    private static let mostOptions = 4

    fileprivate init(_ property: Property, isBusy: Bool, in view: View) {
        key = property.key
        name = view.name(of: property)
        type = view.words["type.\(property.type.rawValue)"]
        options = Self.options(of: property, in: view)
        usual = property.defaultValue.map { view.words("properties.usual", ["value": view.text(of: $0)]) }
        isDefault = property.isDefault
        isOnce = property.isWriteOnce
        self.isBusy = isBusy
        isShownInContacts = !property.isHiddenInContacts
        isShownInInbox = !property.isHiddenInInbox
        edit = Link.propertyForm(property.key).path
        visibility = Link.propertyVisibility(property.key).path
        archival = Link.propertyArchival(property.key).path
        retype = property.isDefault || isBusy ? nil : Link.propertyType(property.key).path
        isArchivable = !Property.keysNeverArchived.contains(property.key) && !isBusy
        reason = view.reason(for: property, isBusy: isBusy)
    }

    private static func options(of property: Property, in view: View) -> String? {
        guard property.type == .select else { return nil }
        let named = property.options.prefix(mostOptions).joined(separator: ", ")
        let rest = property.options.count - mostOptions
        return rest > 0 ? named + " " + view.count("properties.more-options", rest) : named
    }
}

extension View {
    /// The name that a manager sees, as `name(of:in:)`.
    func name(of property: Property) -> String {
        name(of: property.propertyKey, in: Catalogue(properties: [property]))
    }

    /// Why something of a property cannot be changed; nil where nothing stands against it.
    func reason(for property: Property, isBusy: Bool = false) -> String? {
        if isBusy { return words["properties.busy-hint"] }
        if Property.keysNeverArchived.contains(property.key) { return words["properties.fixed-identity"] }
        return property.isDefault ? words["properties.fixed"] : nil
    }

    /// A value of no contact's, as people read it.
    func text(of value: Value) -> String {
        switch value {
        case .text(let text): text
        case .number(let number): region.number(number)
        case .boolean(let value): words[value ? "value.yes" : "value.no"]
        case .date(let day): region.day(day)
        case .datetime(let instant): region.moment(instant)
        case .list(let texts): texts.joined(separator: ", ")
        case .numbers(let numbers): numbers.map(region.number).joined(separator: ", ")
        }
    }
}
