import Domain
import Foundation

/// What the names of columns say.
enum ColumnNames {
    /// Names that other programs and people use for what Kith calls otherwise, without spaces and signs.
    private static let others: [String: PropertyKey] = [
        "memberid": .builtIn(.memberId),
        "customerid": .builtIn(.memberId),
        "userid": .builtIn(.memberId),
        "fullname": .profile(ProfileKey.name),
        "givenname": .profile(ProfileKey.firstName),
        "surname": .profile(ProfileKey.lastName),
        "familyname": .profile(ProfileKey.lastName),
        "emailaddress": .profile(ProfileKey.email),
        "mail": .profile(ProfileKey.email),
        "phone": .profile(ProfileKey.mobileNumber),
        "phonenumber": .profile(ProfileKey.mobileNumber),
        "mobile": .profile(ProfileKey.mobileNumber),
        "mobilephone": .profile(ProfileKey.mobileNumber),
        "cellphone": .profile(ProfileKey.mobileNumber),
        "organization": .profile(ProfileKey.company),
        "companyname": .profile(ProfileKey.company),
        "labels": .builtIn(.tags),
    ]

    /// The target that a column's name stands for: a key, a property's name, or one of the usual other names.
    static func target(of column: String, in catalogue: Catalogue) -> ImportTarget? {
        if let key = PropertyKey(column), let target = target(of: key, in: catalogue) { return target }
        let wanted = plain(column)
        let properties = catalogue.shownProperties
        if let property = properties.first(where: { plain($0.key) == wanted || plain($0.name) == wanted }) {
            return ImportTarget(property)
        }
        let builtIn = BuiltInKey.allCases.first { plain($0.rawValue) == wanted }
        return builtIn.flatMap { ImportTarget($0) } ?? others[wanted].flatMap { target(of: $0, in: catalogue) }
    }

    private static func target(of key: PropertyKey, in catalogue: Catalogue) -> ImportTarget? {
        switch key {
        case .builtIn(let key): return ImportTarget(key)
        case .profile(let name):
            guard let property = catalogue.properties[name], !property.isArchived else { return nil }
            return ImportTarget(property)
        }
    }

    /// The archived property that a column's name stands for, in any spelling: what it holds is not collected anew.
    static func archivedProperty(of column: String, in catalogue: Catalogue) -> Property? {
        let key = plain(key(for: column))
        return catalogue.properties.values.first { property in
            property.isArchived
                && (plain(property.key) == key || plain(property.name) == key || others[key] == property.propertyKey)
        }
    }

    /// A name without case, spaces and signs.
    private static func plain(_ name: String) -> String {
        name.folded().filter { $0.isLetter || $0.isNumber }
    }

    /// The key that a new property gets by the name of its column: `Job title` becomes `jobTitle`.
    static func key(for column: String) -> String {
        if case .profile(let name)? = PropertyKey(column) { return name }
        let words = column.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
        guard let first = words.first else { return "column" }
        let rest = words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }
        var key = first.prefix(1).lowercased() + first.dropFirst() + rest.joined()
        if !PropertyKey.isProfileName(String(key.prefix(1))) {
            key = "_" + key
        }
        while key.utf8.count > PropertyKey.greatestLength {
            key.removeLast()
        }
        // One spelling of a letter, as `PropertyKey` has it.
        return key.precomposedStringWithCanonicalMapping
    }
}
