package import Domain

extension RandomFilters {
    /// Makes a contact with its tracked events; ids go up from 1.
    package mutating func contact() -> (Contact, [TrackedEvent]) {
        contactsCount += 1
        var contact = Contact(
            id: ContactID(rawValue: contactsCount),
            kind: random.one(of: ContactKind.allCases),
            tags: Set(random.some(of: catalogue.tags.keys.sorted(), atMost: 4)),
            importTags: random.chance(0.2) ? [text(), text()] : [],
            enteredAt: instant()
        )
        if contact.kind == .member {
            contact.memberID = MemberID(stored: memberID())
        }
        for key in BuiltInKey.allCases where key.isFact && random.chance(0.4) {
            contact.facts[key] = value(of: .builtIn(key), key.type)
        }
        for property in catalogue.properties.values.sorted(by: { $0.key < $1.key }) where random.chance(0.5) {
            let value = value(of: property.propertyKey, property.type)
            if property.isArchived {
                contact.kept[property.key] = value.json
            } else {
                contact.profile[property.key] = value
            }
        }
        remember(contact)
        return (contact, events())
    }

    /// Unique by the contact's number, with letters that only exact comparison tells apart.
    private mutating func memberID() -> String {
        random.one(of: ["a", "A", "é", "e\u{301}", "ß", "İ", "민", "%", "_", "\"", "-"]) + String(contactsCount)
    }

    private mutating func value(of key: PropertyKey, _ type: PropertyType) -> Value {
        switch type {
        case .text: .text(text())
        // Once in a while an option that was taken out of the property since.
        case .select: .text(random.chance(0.05) ? "former option" : random.one(of: catalogue.options(of: key)))
        // What Kith itself counts is whole.
        case .number where !key.isProfile: .number(Double(random.one(of: [0, 1, 3, 100, 9_007_199_254_740_991])))
        case .number: .number(random.one(of: Self.numbers))
        case .boolean: .boolean(random.chance(0.5))
        case .date: .date(day())
        case .datetime: .datetime(instant())
        case .list: .list((0..<Int.random(in: 1...3, using: &random)).map { _ in random.one(of: Self.texts) })
        case .listOfNumber: .numbers(random.one(of: [random.some(of: Self.numbers, atMost: 3), [0], [1, 1, 2]]) + [3])
        }
    }

    /// Sums stay exact in any order: amounts are small quarters.
    private mutating func events() -> [TrackedEvent] {
        (0..<random.one(of: [0, 0, 1, 2, 5])).map { _ in
            var properties: [String: Value] = [:]
            for name in Self.eventProperties where random.chance(0.6) {
                properties[name] =
                    random.chance(0.1)
                    ? .text(text()) : .number(Double(Int.random(in: -40...400, using: &random)) / 4)
            }
            return TrackedEvent(name: random.one(of: Self.eventNames), at: instant(), properties: properties)
        }
    }

    private mutating func remember(_ contact: Contact) {
        let keys =
            BuiltInKey.allCases.map(PropertyKey.builtIn) + contact.profile.keys.sorted().map(PropertyKey.profile)
        for key in keys {
            guard let value = contact[key] else { continue }
            seen[key, default: []].append(value)
            if seen[key, default: []].count > 12 {
                seen[key]?.removeFirst()
            }
        }
    }
}

extension PropertyKey {
    fileprivate var isProfile: Bool {
        if case .profile = self { true } else { false }
    }
}
