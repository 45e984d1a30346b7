import Database
import Domain

/// Says a predicate in SQL over the rows of `contacts`, with the meaning of `Predicate.matches`.
///
/// Each condition names the kind of its comparison, since the engines disagree silently where kinds differ.
struct PredicateSQL {
    let dialect: Dialect
    let catalogue: Catalogue

    func condition(_ predicate: Predicate) -> SQL {
        switch predicate {
        case .all(let parts): parts.isEmpty ? "1 = 1" : "(\(parts.map(condition).joined(by: " AND ")))"
        case .any(let parts): parts.isEmpty ? "1 = 0" : "(\(parts.map(condition).joined(by: " OR ")))"
        case .not(let part): "((\(condition(part))) IS NOT TRUE)"
        case .test(let key, let test): condition(key, test)
        case .tags(let test): condition(test)
        case .events(let test): condition(test)
        }
    }

    /// One word of a search.
    func condition(_ word: Search.Word) -> SQL {
        var parts = word.spellings.map { contains("search", $0) }
        let tags = catalogue.tags(found: word)
        if !tags.isEmpty {
            parts.append(condition(.hasAny(tags)))
        }
        return "(\(parts.joined(by: " OR ")))"
    }

    private func condition(_ key: PropertyKey, _ test: Predicate.Test) -> SQL {
        switch key {
        case .builtIn(.member): return condition("(kind = \(ContactKind.member.code))", test)
        case .builtIn(.kind): return kindCondition(test)
        default: break
        }
        switch test {
        case .exists: return existence(of: key)
        case .isTrue, .isFalse: return condition(boolean(key), test)
        case .number(let ranges): return isIn(ranges, number(key))
        case .day(let ranges): return isIn(ranges, day(key))
        case .instant(let ranges): return isIn(ranges, instant(key))
        case .text(let test): return condition(text(key), test)
        case .listHasAny(let wanted): return hasAny(texts(key), wanted)
        case .listIs(let wanted): return isSet(texts(key), wanted)
        case .numbersHaveAny(let wanted): return hasAny(numbers(key), wanted)
        case .numbersAre(let wanted): return isSet(numbers(key), wanted)
        }
    }

    private func kindCondition(_ test: Predicate.Test) -> SQL {
        // There are three kinds: the reference says which of them pass.
        let kinds = ContactKind.allCases.filter { test.matches(.text($0.rawValue), isExact: false) }
        return "kind \(isAnyOf: kinds.map(\.code))"
    }

    private func existence(of key: PropertyKey) -> SQL {
        switch key {
        case .builtIn(.userImportTags): "import_tags <> '[]'"
        case .builtIn(.id): "1 = 1"
        case .builtIn(.memberId): "member_id IS NOT NULL"
        case .builtIn(let key): "\(unsafe: key.column) IS NOT NULL"
        case .profile(let name): "(properties ->> \(name)) IS NOT NULL"
        }
    }

    private func condition(_ boolean: SQL, _ test: Predicate.Test) -> SQL {
        switch test {
        case .isTrue: "\(boolean)"
        case .isFalse: "NOT \(boolean)"
        default: "1 = 1"
        }
    }

    private func condition(_ text: SQL, _ test: Predicate.TextTest) -> SQL {
        switch test {
        case .isOneOf(let wanted): "\(text) \(isAnyOf: wanted.sorted())"
        case .contains(let part): contains(text, part)
        case .startsWith(let part): "substr(\(text), 1, \(part.unicodeScalars.count)) = \(part)"
        case .endsWith(let part):
            switch dialect {
            case .sqlite: "substr(\(text), \(-part.unicodeScalars.count)) = \(part)"
            case .postgres: "right(\(text), \(part.unicodeScalars.count)) = \(part)"
            }
        }
    }

    private func contains(_ text: SQL, _ part: String) -> SQL {
        switch dialect {
        case .sqlite: "instr(\(text), \(part)) > 0"
        case .postgres: "strpos(\(text), \(part)) > 0"
        }
    }

    private func condition(_ test: Predicate.TagTest) -> SQL {
        switch test {
        case .exist: "tags <> '[]'"
        case .hasAny(let wanted): hasAny(tags, wanted.map(\.rawValue))
        case .are(let wanted): isSet(tags, wanted.map(\.rawValue))
        }
    }
}
