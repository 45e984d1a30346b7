import Domain

/// What one column of a file is taken for.
enum ImportTarget: Hashable, Sendable {
    case ignored
    case memberID
    case email
    case phone(key: String)
    case tags
    case optOut(BuiltInKey)
    case history(BuiltInKey)
    case property(Property)

    /// The key that it fills; no two columns may fill the same.
    var key: PropertyKey? {
        switch self {
        case .ignored: nil
        case .memberID: .builtIn(.memberId)
        case .email: .profile(ProfileKey.email)
        case .phone(let key): .profile(key)
        case .tags: .builtIn(.tags)
        case .optOut(let key), .history(let key): .builtIn(key)
        case .property(let property): property.propertyKey
        }
    }
}

/// Takes the columns of a file for keys: those that were named, then those whose names say what they are.
struct ImportMapping: Sendable {
    private(set) var targets: [ImportTarget] = []
    private(set) var columns = ImportColumns(newProperties: [], ignored: [])

    init(header: [String], guesses: [TypeGuess], options: ImportOptions, catalogue: Catalogue) throws(ImportError) {
        var named: [String: String] = [:]
        for (column, key) in options.mapping {
            guard header.contains(column) else { throw .unknownColumn(column, known: header) }
            named[column] = key
        }
        let refusals = Self.refusalColumns(of: header)
        for (index, column) in header.enumerated() {
            let target: ImportTarget
            if refusals.contains(index) {
                target = ignore(column, because: "it says why the row was refused before")
            } else if let key = named[column] {
                target = try self.target(column, named: key, guesses[index], options, catalogue)
            } else {
                target = self.target(column, guesses[index], options, catalogue)
            }
            targets.append(target)
        }
        try check(header: header, options: options, catalogue: catalogue)
    }

    /// Where a file of refused rows says what was wrong with them.
    private static func refusalColumns(of header: [String]) -> Range<Int> {
        let names = ["line", "column", "reason"]
        let isRefusals = header.count > 3 && zip(header.suffix(3), names).allSatisfy { $0.hasPrefix($1) }
        return isRefusals ? header.count - 3..<header.count : 0..<0
    }

    private mutating func ignore(_ column: String, because reason: Phrase) -> ImportTarget {
        columns.ignored.append(.init(column: column, reason: reason))
        return .ignored
    }

    private mutating func target(
        _ column: String,
        named text: String,
        _ guess: TypeGuess,
        _ options: ImportOptions,
        _ catalogue: Catalogue
    ) throws(ImportError) -> ImportTarget {
        if text.isEmpty { return ignore(column, because: "it was left out by --map") }
        guard let key = PropertyKey(text) else { throw .unknownKey(column: column, key: text, hint: nil) }
        switch key {
        case .builtIn(let builtIn):
            guard let target = ImportTarget(builtIn) else { throw .readOnlyKey(column: column, key: text) }
            return target
        case .profile(let name):
            if let property = catalogue.properties[name], !property.isArchived { return ImportTarget(property) }
            guard options.createsProperties, catalogue.properties[name] == nil else {
                let hint = catalogue.nearestKey(to: text)?.shortDescription
                throw .unknownKey(column: column, key: text, hint: hint)
            }
            return create(name, column, guess, catalogue)
        }
    }

    private mutating func target(
        _ column: String,
        _ guess: TypeGuess,
        _ options: ImportOptions,
        _ catalogue: Catalogue
    ) -> ImportTarget {
        if let target = ColumnNames.target(of: column, in: catalogue) { return target }
        let key = ColumnNames.key(for: column)
        if case .builtIn(let key)? = PropertyKey(column) ?? PropertyKey(key) {
            let key = key.rawValue
            return ignore(column, because: "“\(key)” is a key that Kith itself keeps; give it another with --map")
        }
        if let property = ColumnNames.archivedProperty(of: column, in: catalogue) {
            return ignore(column, because: "the property “\(property.key)” is archived")
        }
        guard options.createsProperties else {
            return ignore(column, because: "no property has its name; map it, or use --create-properties")
        }
        return create(key, column, guess, catalogue)
    }

    private mutating func create(
        _ key: String,
        _ column: String,
        _ guess: TypeGuess,
        _ catalogue: Catalogue
    ) -> ImportTarget {
        let property = Property(
            key: key,
            name: column,
            type: guess.type,
            position: catalogue.properties.count + columns.newProperties.count
        )
        columns.newProperties.append(property)
        return .property(property)
    }

    private func check(header: [String], options: ImportOptions, catalogue: Catalogue) throws(ImportError) {
        let filled = zip(header, targets).compactMap { column, target in target.key.map { (key: $0, column: column) } }
        for (key, columns) in Dictionary(grouping: filled, by: \.key) where columns.count > 1 {
            throw .sameKey(key.shortDescription, columns: columns.map(\.column))
        }
        let count = catalogue.properties.count + columns.newProperties.count
        guard count <= Property.limit else { throw .tooManyProperties(count) }
        switch options.kind {
        case .members:
            guard targets.contains(.memberID) else { throw .noIdentity(.members) }
        case .leads:
            guard !targets.contains(.memberID) else { throw .memberIDInLeads }
            guard targets.contains(where: \.saysWho) else { throw .noIdentity(.leads) }
        }
    }
}

extension ImportTarget {
    /// The target of a built-in key, or nil where an import cannot set it.
    init?(_ key: BuiltInKey) {
        switch key {
        case .memberId: self = .memberID
        case .tags: self = .tags
        case _ where BuiltInKey.optOuts.contains(key): self = .optOut(key)
        case _ where BuiltInKey.history.contains(key): self = .history(key)
        default: return nil
        }
    }

    init(_ property: Property) {
        switch property.key {
        case ProfileKey.email: self = .email
        case ProfileKey.mobileNumber, ProfileKey.landlineNumber: self = .phone(key: property.key)
        default: self = .property(property)
        }
    }

    /// The property that it fills, which may not change while the import runs.
    var property: (key: String, type: PropertyType)? {
        switch self {
        case .email: (ProfileKey.email, .text)
        case .phone(let key): (key, .text)
        case .property(let property): (property.key, property.type)
        case .ignored, .memberID, .tags, .optOut, .history: nil
        }
    }

    /// Whether it can tell a lead from others, be it by name.
    fileprivate var saysWho: Bool {
        switch self {
        case .email, .phone(ProfileKey.mobileNumber): true
        case .property(let property):
            [ProfileKey.name, ProfileKey.firstName, ProfileKey.lastName].contains(property.key)
        case .ignored, .memberID, .phone, .tags, .optOut, .history: false
        }
    }
}
