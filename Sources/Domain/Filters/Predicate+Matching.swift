extension Predicate {
    /// Whether a contact with these tracked events matches.
    package func matches(_ contact: Contact, events: [TrackedEvent] = []) -> Bool {
        switch self {
        case .all(let parts): parts.allSatisfy { $0.matches(contact, events: events) }
        case .any(let parts): parts.contains { $0.matches(contact, events: events) }
        case .not(let part): !part.matches(contact, events: events)
        case .test(let key, let test): contact[key].map { test.matches($0, isExact: key.isExact) } ?? false
        case .tags(let test): test.matches(contact.tags)
        case .events(let test): test.matches(events)
        }
    }
}

extension PropertyKey {
    /// Whether its text is compared to the letter instead of folded.
    package var isExact: Bool {
        if case .builtIn(let key) = self { key.isExact } else { false }
    }
}

extension Predicate.Test {
    /// Whether a value passes; text is compared to the letter where its key is exact.
    package func matches(_ value: Value, isExact: Bool) -> Bool {
        switch (self, value) {
        case (.exists, _): true
        case (.isTrue, .boolean(let value)): value
        case (.isFalse, .boolean(let value)): !value
        case (.number(let ranges), .number(let number)): ranges.contains { $0.contains(number) }
        case (.day(let ranges), .date(let day)): ranges.contains { $0.contains(day) }
        case (.instant(let ranges), .datetime(let instant)): ranges.contains { $0.contains(instant) }
        case (.text(let test), .text(let text)): test.matches(isExact ? text : text.folded())
        case (.listHasAny(let wanted), .list(let texts)): texts.contains { wanted.contains($0.folded()) }
        case (.listIs(let wanted), .list(let texts)): Set(texts.map { $0.folded() }) == wanted
        case (.numbersHaveAny(let wanted), .numbers(let numbers)): numbers.contains { wanted.contains($0) }
        case (.numbersAre(let wanted), .numbers(let numbers)): Set(numbers) == wanted
        default: false
        }
    }
}

extension Predicate.TextTest {
    /// Compares code units, as SQL does: "e" is found within a decomposed "é", but folded text is composed.
    fileprivate func matches(_ text: String) -> Bool {
        switch self {
        case .isOneOf(let wanted): wanted.firstIndex(of: text).map { wanted[$0].hasSameBytes(as: text) } ?? false
        case .contains(let part): text.utf8.contains(part.utf8)
        case .startsWith(let part): text.utf8.starts(with: part.utf8)
        case .endsWith(let part): text.utf8.reversed().starts(with: part.utf8.reversed())
        }
    }
}

extension Sequence<UInt8> where Self: BidirectionalCollection {
    /// Whether the bytes of a part stand somewhere within.
    package func contains(_ part: some BidirectionalCollection<UInt8>) -> Bool {
        guard let first = part.first else { return true }
        var rest = self[...]
        while let start = rest.firstIndex(of: first) {
            rest = rest[start...]
            if rest.starts(with: part) { return true }
            rest = rest.dropFirst()
        }
        return false
    }
}

extension Predicate.TagTest {
    fileprivate func matches(_ tags: Set<TagID>) -> Bool {
        switch self {
        case .exist: !tags.isEmpty
        case .hasAny(let wanted): !tags.isDisjoint(with: wanted)
        case .are(let wanted): tags == wanted
        }
    }
}

extension Predicate.EventTest {
    fileprivate func matches(_ events: [TrackedEvent]) -> Bool {
        let measured = events.filter { $0.name.hasSameBytes(as: name) && window?.contains($0.at) ?? true }
        switch result {
        case .count(let ranges): return ranges.contains { $0.contains(Double(measured.count)) }
        case .first(let ranges):
            return measured.map(\.at).min().map { at in ranges.contains { $0.contains(at) } } ?? false
        case .last(let ranges):
            return measured.map(\.at).max().map { at in ranges.contains { $0.contains(at) } } ?? false
        case .sum(let property, let ranges):
            let sum = measured.reduce(0.0) { sum, event in
                if case .number(let number)? = event.properties[property] { sum + number } else { sum }
            }
            return ranges.contains { $0.contains(sum) }
        }
    }
}
