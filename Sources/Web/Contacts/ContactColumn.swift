import Crypto
import Domain
import Foundation
import Kith

/// A column of the list of contacts.
struct ContactColumn: Sendable, Hashable {
    let key: PropertyKey
    let type: PropertyType
    let title: String
    /// In CSS pixels.
    let width: Int

    /// The name, with picture and kind: it always stands first.
    var isPerson: Bool { key == .profile(ProfileKey.name) }

    static let usual = [
        "profile.name", "profile.email", "profile.mobileNumber", "lastConversationAt", "tags", "profile.company",
        "sessionsCount", "lastSeenAt", "createdAt",
    ]

    private static let personWidth = 260
    private static let widths: [PropertyType: Int] = [
        .text: 180, .number: 110, .boolean: 110, .date: 130, .datetime: 140, .select: 140, .list: 220,
        .listOfNumber: 160,
    ]

    /// The columns that a manager chose; those of properties that are gone, archived or hidden are left out.
    static func shown(to view: View, in catalogue: Catalogue) -> [ContactColumn] {
        let chosen = view.session.manager.preferences.contactColumns ?? usual.map { .init(key: $0) }
        let person = Preferences.Column(key: "profile.name", width: chosen.first { $0.key == "profile.name" }?.width)
        return ([person] + chosen.filter { $0.key != "profile.name" }).compactMap { choice in
            PropertyKey(choice.key).flatMap { ContactColumn($0, width: choice.width, in: catalogue, view) }
        }
    }

    /// All that can be a column: the organization's properties in their order, then what every contact has.
    static func all(in catalogue: Catalogue, _ view: View) -> [ContactColumn] {
        (catalogue.shownProperties.map(\.propertyKey) + BuiltInKey.allCases.map(PropertyKey.builtIn))
            .compactMap { ContactColumn($0, in: catalogue, view) }
    }

    init?(_ key: PropertyKey, width: Int? = nil, in catalogue: Catalogue, _ view: View) {
        guard let type = catalogue.type(of: key) else { return nil }
        if case .profile(let name) = key, catalogue.properties[name]?.isHiddenInContacts != false { return nil }
        self.key = key
        self.type = type
        title = view.name(of: key, in: catalogue)
        self.width =
            width ?? (key == .profile(ProfileKey.name) ? Self.personWidth : Self.widths[type] ?? 160)
    }
}

extension [ContactColumn] {
    /// Another one as soon as there are other columns, or they have other names: an open list sees by it that it is old.
    var mark: String {
        let names = map { "\($0.key) \($0.title)" }.joined(separator: "\n")
        return SHA256.hash(data: Data(names.utf8)).prefix(6).map { String($0, radix: 16) }.joined()
    }
}

extension View {
    /// The name of a key in the manager's language; a property that the organization named goes by that name.
    func name(of key: PropertyKey, in catalogue: Catalogue) -> String { words.name(of: key, in: catalogue) }
}

extension Words {
    /// What people call a key.
    func name(of key: PropertyKey, in catalogue: Catalogue) -> String {
        switch key {
        case .builtIn(let key): return self["key.\(key.rawValue)"]
        case .profile(let name):
            guard let property = catalogue.properties[name] else { return name }
            return isUnnamed(property) ? self["property.\(name)"] : property.name
        }
    }

    /// Whether a default property still has the name that every organization begins with.
    private func isUnnamed(_ property: Property) -> Bool {
        property.isDefault && Property.defaults.contains { $0.key == property.key && $0.name == property.name }
    }
}
