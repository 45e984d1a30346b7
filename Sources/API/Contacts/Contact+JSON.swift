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
        members.append(JSON.Member("shownName", .string(shownName)))
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
        var members: [JSON.Member] = []
        var nested: [String: [JSON.Member]] = ["web": [], "mobile": []]
        for key in BuiltInKey.allCases where key.isFact {
            guard let value = self[key]?.apiJSON else { continue }
            let parts = key.rawValue.split(separator: ".").map(String.init)
            if parts.count == 2 {
                nested[parts[0], default: []].append(JSON.Member(parts[1], value))
            } else {
                members.append(JSON.Member(key.rawValue, value))
            }
        }
        return members + nested.sorted { $0.key > $1.key }.map { JSON.Member($0.key, .object($0.value)) }
    }
}
