extension Filter {
    /// What the filter comes down to at a moment, with the tags and segments that the organization then has.
    package func predicate(at moment: Moment, in catalogue: Catalogue) -> Predicate {
        switch self {
        case .and(let parts): .all(parts.map { $0.predicate(at: moment, in: catalogue) })
        case .or(let parts): .any(parts.map { $0.predicate(at: moment, in: catalogue) })
        case .not(let part): .not(part.predicate(at: moment, in: catalogue))
        case .condition(let condition): condition.predicate(at: moment, in: catalogue)
        case .event(let condition): condition.predicate(at: moment)
        case .segment(let id):
            // Resolving refused cycles. A segment that was deleted since, or no longer fits, has nobody in it.
            (try? catalogue.segments[id]?.filter.resolved(in: catalogue))?.predicate(at: moment, in: catalogue)
                ?? .nobody
        }
    }

    /// Whether a contact matches: the plain reference that the faster evaluators are held against.
    package func matches(
        _ contact: Contact,
        events: [TrackedEvent] = [],
        at moment: Moment,
        in catalogue: Catalogue
    ) -> Bool {
        predicate(at: moment, in: catalogue).matches(contact, events: events)
    }
}

extension Filter.Condition {
    fileprivate func predicate(at moment: Moment, in catalogue: Catalogue) -> Predicate {
        if let positive = comparison.positive {
            var opposite = self
            opposite.comparison = positive
            return .not(opposite.predicate(at: moment, in: catalogue))
        }
        if key == .builtIn(.tags) {
            return tagPredicate(in: catalogue)
        }
        switch type {
        case .text, .select: return textPredicate
        case .number: return .test(key, comparison == .exists ? .exists : .number(operands.numberRanges(comparison)))
        case .boolean:
            guard comparison != .exists else { return .test(key, .exists) }
            return .any(operands.values.map { .test(key, $0 == .boolean(true) ? .isTrue : .isFalse) })
        case .date:
            return .test(key, comparison == .exists ? .exists : .day(operands.dayRanges(comparison, at: moment)))
        case .datetime:
            return .test(
                key,
                comparison == .exists ? .exists : .instant(operands.instantRanges(comparison, at: moment))
            )
        case .list:
            return listPredicate(
                operands.texts.map { $0.folded() },
                any: Predicate.Test.listHasAny,
                Predicate.Test.listIs
            )
        case .listOfNumber:
            return listPredicate(operands.numbers, any: Predicate.Test.numbersHaveAny, Predicate.Test.numbersAre)
        }
    }

    private var textPredicate: Predicate {
        let texts = operands.texts.map { key.isExact ? $0 : $0.folded() }
        return switch comparison {
        case .exists: .test(key, .exists)
        case .contains: .test(key, .text(.contains(texts[0])))
        case .startsWith: .test(key, .text(.startsWith(texts[0])))
        case .endsWith: .test(key, .text(.endsWith(texts[0])))
        default: Self.isOneOf(texts, key)
        }
    }

    /// A set takes composed and decomposed letters for the same text; exact keys do not, so the other one stands beside.
    private static func isOneOf(_ texts: [String], _ key: PropertyKey) -> Predicate {
        let wanted = Set(texts)
        let test = Predicate.test(key, .text(.isOneOf(wanted)))
        guard key.isExact, wanted.count < texts.count else { return test }
        let others = Set(texts.map { Array($0.utf8) }).subtracting(wanted.map { Array($0.utf8) })
        guard !others.isEmpty else { return test }
        return .any([test, isOneOf(others.map { String(decoding: $0, as: UTF8.self) }, key)])
    }

    private func listPredicate<Element: Hashable>(
        _ elements: [Element],
        any hasAny: (Set<Element>) -> Predicate.Test,
        _ isSet: (Set<Element>) -> Predicate.Test
    ) -> Predicate {
        switch comparison {
        case .exists: .test(key, .exists)
        case .containsAny: .test(key, hasAny(Set(elements)))
        case .containsAll: .all(elements.map { .test(key, hasAny([$0])) })
        default: .test(key, isSet(Set(elements)))
        }
    }

    private func tagPredicate(in catalogue: Catalogue) -> Predicate {
        // A name that no tag has (yet) is nobody's: a segment may be made before its tag is.
        let names = operands.texts.map { try? TagName($0) }
        let tags = names.map { name -> Set<TagID> in
            guard let name else { return [] }
            return includesSubtags
                ? catalogue.tags(within: name) : Set(catalogue.tag(named: name).map { [$0.id] } ?? [])
        }
        switch comparison {
        case .exists: return .tags(.exist)
        case .containsAny: return .tags(.hasAny(tags.reduce([]) { $0.union($1) }))
        case .containsAll: return .all(tags.map { .tags(.hasAny($0)) })
        default: return tags.contains([]) ? .nobody : .tags(.are(tags.reduce([]) { $0.union($1) }))
        }
    }
}

extension Filter.EventCondition {
    fileprivate func predicate(at moment: Moment) -> Predicate {
        if let positive = comparison.positive {
            var opposite = self
            opposite.comparison = positive
            return .not(opposite.predicate(at: moment))
        }
        let result: Predicate.EventTest.Result =
            switch measure {
            case .count: .count(operands.numberRanges(comparison))
            case .sum(let property): .sum(property: property, operands.numberRanges(comparison))
            case .firstAt: .first(operands.instantRanges(comparison, at: moment))
            case .lastAt: .last(operands.instantRanges(comparison, at: moment))
            }
        return .events(.init(name: event, window: window?.last(before: moment), result: result))
    }
}
