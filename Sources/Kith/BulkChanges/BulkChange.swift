package import Domain

/// What is to be done with many contacts.
package enum BulkChange: Hashable, Sendable {
    /// Tags, consents, values of properties: the same for all.
    case edit(ContactInput)
    case delete

    package var kind: Job.Kind {
        switch self {
        case .edit: .editContacts
        case .delete: .deleteContacts
        }
    }

    /// What it is about, for the list of jobs and the audit log: names of properties and tags, no values.
    var summary: JSON {
        switch self {
        case .delete: .object([])
        case .edit(let input):
            .object([
                "properties": .names(input.profile.keys.sorted()),
                "consents": .names(input.flags.keys.map(\.rawValue).sorted()),
                "tags": input.tags.map { .array($0.map { .string($0.text) }) },
                "tagsAdded": .names(input.tagsAdded.map(\.text)),
                "tagsRemoved": .names(input.tagsRemoved.map(\.text)),
            ])
        }
    }
}

extension JSON {
    /// Nil for no names at all.
    fileprivate static func names(_ names: [String]) -> JSON? {
        names.isEmpty ? nil : .array(names.map(JSON.string))
    }
}

extension ContactInput {
    /// As a job keeps it until it is over.
    var json: JSON {
        .object([
            "profile": .object(profile.sorted { $0.key < $1.key }.map { JSON.Member($0.key, $0.value) }),
            "flags": .object(flags.map { JSON.Member($0.key.rawValue, .boolean($0.value)) }),
            "tags": tags.map { .array($0.map { .string($0.text) }) },
            "tagsAdded": .array(tagsAdded.map { .string($0.text) }),
            "tagsRemoved": .array(tagsRemoved.map { .string($0.text) }),
            "consentSource": consentSource.map(JSON.string),
        ])
    }

    init(json: JSON) throws {
        self.init()
        for member in json["profile"]?.object ?? [] {
            profile[member.key] = member.value
        }
        for member in json["flags"]?.object ?? [] {
            if let key = BuiltInKey(rawValue: member.key), let value = member.value.boolean {
                flags[key] = value
            }
        }
        func names(_ key: String) throws -> [TagName]? {
            try json[key]?.array?.compactMap(\.string).map { try TagName($0) }
        }
        tags = try names("tags")
        tagsAdded = try names("tagsAdded") ?? []
        tagsRemoved = try names("tagsRemoved") ?? []
        consentSource = json["consentSource"]?.string
    }

    var isEmpty: Bool {
        profile.isEmpty && flags.isEmpty && tags == nil && tagsAdded.isEmpty && tagsRemoved.isEmpty
    }
}
