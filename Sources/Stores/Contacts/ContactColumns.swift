import Database
import Domain

/// The columns of `contacts`, in one order for reading and writing.
enum ContactColumns {
    /// Those that hold built-in keys which Kith records.
    static let facts: [BuiltInKey] = BuiltInKey.allCases.filter(\.isFact)

    private static let typedFacts = facts.map { (key: $0, type: $0.type) }

    private static let fixed = [
        "kind", "member_id", "tags", "import_tags", "properties", "version", "entered_at", "last_import_id",
    ]
    /// Written with a contact but only read by filters.
    private static let derived = ["folded", "search"]

    static let selected = (["id"] + fixed + facts.map(\.column)).joined(separator: ", ")

    /// The statement that inserts contacts which have no other facts than these: to name few of the many columns is
    /// a good deal faster, and the others begin as the table says.
    static func insert(facts: [BuiltInKey]) -> StaticText {
        let columns = ["org_id", "id"] + fixed + derived + facts.map(\.column)
        let marks = Array(repeating: "?", count: columns.count).joined(separator: ", ")
        return StaticText(unsafe: "INSERT INTO contacts (\(columns.joined(separator: ", "))) VALUES (\(marks))")
    }

    static let update: StaticText = {
        let columns = (fixed + derived + facts.map(\.column)).map { "\($0) = ?" }.joined(separator: ", ")
        return StaticText(unsafe: "UPDATE contacts SET \(columns) WHERE org_id = ? AND id = ?")
    }()

    /// Appends the values of the columns but the key, with those of some facts.
    static func append(_ contact: Contact, facts: [BuiltInKey], to values: inout [SQLValue]) throws(DatabaseError) {
        values.reserveCapacity(values.count + fixed.count + derived.count + facts.count + 2)
        values.append(.integer(contact.kind.code))
        values.append(SQLValue(contact.memberID?.text))
        values.append(.text(JSON.array(contact.tags.sorted().map { .integer($0.rawValue) }).description))
        values.append(.text(JSON.array(contact.importTags.map(JSON.string)).description))
        values.append(.text(contact.storedProfile.description))
        values.append(.integer(contact.version))
        values.append(.integer(contact.enteredAt.milliseconds))
        values.append(SQLValue(contact.lastImport?.rawValue))
        values.append(.text(contact.foldedTexts.description))
        values.append(.text(contact.searchText))
        for key in facts {
            values.append(
                try (contact.facts[key] ?? key.initial).map { value throws(DatabaseError) in
                    try stored(value, of: key)
                } ?? .null
            )
        }
    }

    private static func stored(_ value: Value, of key: BuiltInKey) throws(DatabaseError) -> SQLValue {
        switch value {
        case .text(let text): return .text(text)
        case .number(let number):
            guard let count = Int64(exactly: number) else {
                throw DatabaseError(kind: .unexpectedValue, message: "\(key.rawValue) is no whole number")
            }
            return .integer(count)
        case .boolean(let value): return SQLValue(value)
        case .datetime(let instant): return .integer(instant.milliseconds)
        case .date, .list, .numbers: return .null
        }
    }

    static func contact(_ row: any Row, in catalogue: Catalogue) throws -> Contact {
        var facts: [BuiltInKey: Value] = [:]
        var column = fixed.count + 1
        for (key, type) in Self.typedFacts {
            // Most are absent: to set nothing costs nothing.
            if let value = try fact(type, row, column: column) { facts[key] = value }
            column += 1
        }
        let (profile, kept) = try profile(row.text(5), in: catalogue)
        return Contact(
            id: ContactID(rawValue: try row.integer(0)),
            kind: try ContactKind(code: row.integer(1)),
            memberID: try row.textIfAny(2).map(MemberID.init(stored:)),
            tags: Set(try list(row.text(3)).compactMap { $0.integer.map(TagID.init(rawValue:)) }),
            importTags: try list(row.text(4)).compactMap(\.string),
            lastImport: try row.integerIfAny(8).map(ImportID.init(rawValue:)),
            facts: facts,
            profile: profile,
            kept: kept,
            version: try row.integer(6),
            enteredAt: Instant(milliseconds: try row.integer(7))
        )
    }

    /// The value of a fact; nil where it is what a contact begins with.
    private static func fact(_ type: PropertyType, _ row: any Row, column: Int) throws -> Value? {
        switch type {
        case .text, .select: try row.textIfAny(column).map(Value.text)
        case .boolean: try row.boolean(column) ? .boolean(true) : nil
        case .number:
            switch try row.integer(column) {
            case 0: nil
            case let number: .number(Double(number))
            }
        case .datetime: try row.integerIfAny(column).map { .datetime(Instant(milliseconds: $0)) }
        case .date, .list, .listOfNumber: nil
        }
    }

    private static func list(_ text: String) throws(JSONError) -> [JSON] {
        text == "[]" ? [] : try JSON(parsing: text).array ?? []
    }

    /// The values of properties in use, and what is kept of archived ones.
    private static func profile(
        _ text: String,
        in catalogue: Catalogue
    ) throws -> (values: [String: Value], kept: [String: JSON]) {
        var values: [String: Value] = [:]
        var kept: [String: JSON] = [:]
        for member in try JSON(parsing: text).object ?? [] {
            if let property = catalogue.properties[member.key], !property.isArchived {
                values[member.key] = property.value(stored: member.value, zone: catalogue.zone)
            } else {
                kept[member.key] = member.value
            }
        }
        return (values, kept)
    }
}

extension BuiltInKey {
    private static let columns = Dictionary(uniqueKeysWithValues: allCases.map { ($0, $0.derivedColumn) })

    /// The column of a fact: `web.lastSeenAt` is in `web_last_seen_at`.
    var column: String { Self.columns[self] ?? derivedColumn }

    private var derivedColumn: String {
        var column = ""
        for character in rawValue {
            if character == "." {
                column.append("_")
            } else if character.isUppercase {
                column += "_\(character.lowercased())"
            } else {
                column.append(character)
            }
        }
        return column
    }

    /// The name of its folded copy, which no property's key can be. Without a dot: that is a path to SQLite.
    var foldedName: String { "@\(column)" }
}

extension ContactKind {
    /// The number that is stored.
    var code: Int64 {
        switch self {
        case .anonymous: 0
        case .lead: 1
        case .member: 2
        }
    }

    fileprivate init(code: Int64) throws(DatabaseError) {
        guard let kind = Self.allCases.first(where: { $0.code == code }) else {
            throw DatabaseError(kind: .unexpectedValue, message: "there is no kind of contact \(code)")
        }
        self = kind
    }
}

extension Contact {
    fileprivate var storedProfile: JSON {
        .object(
            profile.map { JSON.Member($0.key, $0.value.json) }
                + kept.filter { profile[$0.key] == nil }.map { JSON.Member($0.key, $0.value) }
        )
    }

    /// Folded copies of the texts that change by folding.
    fileprivate var foldedTexts: JSON {
        var members: [JSON.Member] = []
        for (key, value) in profile {
            if let folded = value.foldedCopy {
                members.append(JSON.Member(key, folded))
            }
        }
        for (key, value) in facts where !key.isExact {
            if let folded = value.foldedCopy {
                members.append(JSON.Member(key.foldedName, folded))
            }
        }
        if let folded = Value.list(importTags).foldedCopy {
            members.append(JSON.Member(BuiltInKey.userImportTags.foldedName, folded))
        }
        return .object(members)
    }
}

extension Value {
    /// The folded form of a text or a list; nil where folding changes nothing.
    fileprivate var foldedCopy: JSON? {
        switch self {
        case .text(let text):
            let folded = text.folded()
            return folded.hasSameBytes(as: text) ? nil : .string(folded)
        case .list(let texts):
            let folded = texts.map { $0.folded() }
            let isSame = zip(folded, texts).allSatisfy { $0.hasSameBytes(as: $1) }
            return isSame ? nil : .array(folded.map(JSON.string))
        case .number, .boolean, .date, .datetime, .numbers: return nil
        }
    }
}
