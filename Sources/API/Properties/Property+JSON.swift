import Domain
import Foundation
import Kith

extension Property {
    /// The property as programs see it.
    var json: JSON {
        .object([
            "key": .string(key),
            "name": .string(name),
            "type": .string(type.rawValue),
            "options": type == .select ? .array(options.map(JSON.string)) : nil,
            "defaultValue": defaultValue?.apiJSON ?? .null,
            "builtIn": .boolean(isDefault),
            "writeOnce": .boolean(isWriteOnce),
            "archived": .boolean(isArchived),
            "hiddenInContacts": .boolean(isHiddenInContacts),
            "hiddenInInbox": .boolean(isHiddenInInbox),
            "changingType": .boolean(isChangingType),
        ])
    }

    /// Where it is, below `/api/v1`.
    var path: String {
        "/properties/\(key.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? key)"
    }
}

extension TypeChangeEffect {
    /// What would become of the values. The samples are left out where the caller may not see contacts.
    var json: JSON {
        .object([
            "converted": .integer(Int64(converted)),
            "unfit": .integer(Int64(unfit)),
            "samples": .array(samples.map { .object(["contact": $0.contact.json, "value": $0.value.apiJSON]) }),
            "options": .array(options.map(JSON.string)),
        ])
    }
}
