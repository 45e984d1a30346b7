/// What somebody says of a property that is to be.
package struct PropertyDefinition: Hashable, Sendable {
    package var key: String
    package var name: String
    package var type: PropertyType
    package var options: [String]
    /// As it is sent; `Property.defaultValue(_:)` reads it.
    package var defaultValue: JSON
    package var isWriteOnce: Bool
    package var isHiddenInContacts: Bool
    package var isHiddenInInbox: Bool

    package init(
        key: String,
        name: String,
        type: PropertyType,
        options: [String] = [],
        defaultValue: JSON = .null,
        isWriteOnce: Bool = false,
        isHiddenInContacts: Bool = false,
        isHiddenInInbox: Bool = false
    ) {
        self.key = key
        self.name = name
        self.type = type
        self.options = options
        self.defaultValue = defaultValue
        self.isWriteOnce = isWriteOnce
        self.isHiddenInContacts = isHiddenInContacts
        self.isHiddenInInbox = isHiddenInInbox
    }
}

extension Property {
    /// Checks a definition. Throws `PropertyError`; whether the key is free is for the organization to say.
    package init(_ definition: PropertyDefinition, position: Int, zone: Zone) throws(PropertyError) {
        self.init(
            key: try Self.key(definition.key),
            name: try Self.name(definition.name),
            type: definition.type,
            options: try Self.options(definition.options, of: definition.type),
            isWriteOnce: definition.isWriteOnce,
            isHiddenInContacts: definition.isHiddenInContacts,
            isHiddenInInbox: definition.isHiddenInInbox,
            position: position
        )
        try setDefaultValue(definition.defaultValue, zone: zone)
    }

    /// The key as it is kept: without `profile.`, in one spelling of each letter.
    package static func key(_ text: String) throws(PropertyError) -> String {
        switch PropertyKey(text) {
        case .profile(let name)?:
            // `profile.createdAt` could be told from `createdAt` only by its prefix.
            if case .builtIn? = PropertyKey(name) { throw .builtInKey(name) }
            return name
        case .builtIn?: throw .builtInKey(text)
        case nil: throw .badKey(text)
        }
    }

    package static func name(_ text: String) throws(PropertyError) -> String {
        guard let name = ShownName(text)?.description else { throw .badName }
        return name
    }

    /// The options as they are kept: each once in any case, as filters compare them.
    package static func options(_ texts: [String], of type: PropertyType) throws(PropertyError) -> [String] {
        guard type == .select else {
            guard texts.isEmpty else { throw .optionsWithoutSelect }
            return []
        }
        let options = texts.compactMap { ShownName($0)?.description }
        guard options.count == texts.count, (1...optionsLimit).contains(options.count),
            Set(options.map { $0.folded() }).count == options.count
        else { throw .badOptions }
        return options
    }

    package mutating func setDefaultValue(_ json: JSON, zone: Zone) throws(PropertyError) {
        do throws(ValueTextError) {
            defaultValue = try Value.reading(json, as: type, options: options, zone: zone)
        } catch {
            throw .badDefault(error.explanation)
        }
    }
}
