package import Domain

extension Contact {
    /// The contact as programs see it. Booleans and counts are always there, all else where it has a value.
    package func json(in catalogue: Catalogue) -> JSON {
        var members: [JSON.Member] = [
            JSON.Member("id", id.json),
            JSON.Member("version", .integer(version)),
            JSON.Member("kind", .string(kind.rawValue)),
        ]
        if let memberID { members.append(JSON.Member("memberId", .string(memberID.text))) }
        members.append(JSON.Member("shownName", .string(shownName.description)))
        members.append(JSON.Member("profile", .object(profileMembers(in: catalogue))))
        members.append(JSON.Member("tags", .array(tagNames(in: catalogue).map(JSON.string))))
        members.append(JSON.Member("userImportTags", .array(importTags.map(JSON.string))))
        members.append(JSON.Member("member", .boolean(kind == .member)))
        return .object(members + factMembers)
    }

    private func profileMembers(in catalogue: Catalogue) -> [JSON.Member] {
        catalogue.shownProperties.compactMap { property in
            profile[property.key].map { JSON.Member(property.key, $0.apiJSON) }
        }
    }

    private func tagNames(in catalogue: Catalogue) -> [String] {
        tags.compactMap { catalogue.tags[$0]?.name.text }.sorted()
    }

    /// What Kith itself records; `web.browser` and its like stand in the object `web`.
    private var factMembers: [JSON.Member] {
        Self.factPlaces.compactMap { place in
            guard let object = place.object else { return member(place.facts[0]) }
            return JSON.Member(object, .object(place.facts.compactMap(member)))
        }
    }

    private func member(_ fact: (key: BuiltInKey, name: String)) -> JSON.Member? {
        self[fact.key].map { JSON.Member(fact.name, $0.apiJSON) }
    }

    /// The members for facts, in their order: one each, but those of `web` and `mobile` within one.
    private static let factPlaces: [(object: String?, facts: [(key: BuiltInKey, name: String)])] = {
        let facts = BuiltInKey.allCases.filter(\.isFact)
        let plain = facts.filter { !$0.rawValue.contains(".") }.map {
            (object: String?.none, facts: [($0, $0.rawValue)])
        }
        return plain
            + ["web", "mobile"].map { object in
                let within = facts.filter { $0.rawValue.hasPrefix(object + ".") }
                return (object, within.map { ($0, String($0.rawValue.dropFirst(object.count + 1))) })
            }
    }()
}
