package import Domain
import Foundation

extension Privacy {
    /// Writes what was read as one JSON object, the timeline as it comes: a line for each part and for each event.
    package func writeJSON(
        _ data: SubjectData,
        to write: (String) async throws -> Void
    ) async throws {
        for member in data.head {
            try await write("\(member == data.head.first ? "{" : ",")\n\(JSON.string(member.key)): \(member.value)")
        }
        try await write(",\n\"timeline\": [")
        var before: EventID?
        while true {
            let events = try await events(of: data, before: before)
            guard let last = events.last else { break }
            var text = ""
            for event in events {
                text += "\(before == nil && event == events.first ? "" : ",")\n\(data.json(of: event))"
            }
            try await write(text)
            before = last.id
        }
        try await write("\n]\n}\n")
    }
}

extension SubjectData {
    /// All but the timeline.
    var head: [JSON.Member] {
        [
            JSON.Member(
                "about",
                .object([
                    "organization": .string(organization.name), "madeAt": madeAt.text,
                    "timeZone": .string(catalogue.zone.name), "contact": .string(contact.id.description),
                    "kind": .string(contact.kind.rawValue), "enteredAt": contact.enteredAt.text,
                    "memberId": contact.memberID.map { .string($0.text) },
                ])
            ),
            JSON.Member("properties", .array(properties)),
            JSON.Member("recorded", .array(recorded)),
            JSON.Member(
                "consents",
                .array(
                    consents.map { consent in
                        .object([
                            "key": .string(consent.key.rawValue), "optedOut": .boolean(consent.isOut),
                            "updatedAt": consent.updatedAt?.text, "source": consent.source.map(JSON.string),
                        ])
                    }
                )
            ),
            JSON.Member("tags", .texts(contact.tags.compactMap { catalogue.tags[$0]?.name.text }.sorted())),
            JSON.Member("segments", .texts(segments.map(\.name))),
            JSON.Member(
                "identities",
                .array(
                    identities.filter { $0.kind != .former }.map { identity in
                        .object(["kind": .string(identity.kind.rawValue), "value": .string(identity.value)])
                    }
                )
            ),
            JSON.Member("mergedContacts", .texts(formerIDs.map(\.description))),
            JSON.Member("socialProfiles", .array([])),
            JSON.Member("picture", avatar?.json ?? .null),
            JSON.Member("imports", .array(importJSON)),
            JSON.Member("likelyDuplicates", .texts(duplicates.map(\.rawValue))),
            JSON.Member(
                "downloadLinks",
                .array(
                    links.map { link in
                        .object(["madeAt": link.createdAt.text, "expiresAt": link.expiresAt.text])
                    }
                )
            ),
            JSON.Member(
                "auditLog",
                .array(
                    entries.map { entry in
                        .object([
                            "at": entry.at.text, "by": .string(entry.actor.kindName),
                            "action": .string(entry.action.rawValue),
                        ])
                    }
                )
            ),
        ]
    }

    func json(of event: TimelineEvent) -> JSON {
        .object([
            "at": event.at.text, "kind": .string(event.kind.rawValue), "name": event.name.map(JSON.string),
            "by": .string(event.actor.kindName), "data": event.data,
        ])
    }

    private var properties: [JSON] {
        let values = contact.profile.map { ($0.key, $0.value.textual) }
        // Of archived properties, too: they are kept for the day when these are restored.
        let kept = contact.kept.filter { contact.profile[$0.key] == nil }.map { ($0.key, $0.value) }
        return (values + kept).sorted { $0.0 < $1.0 }.map { key, value in
            .object([
                "key": .string("profile.\(key)"),
                "name": .string(catalogue.properties[key]?.name ?? key),
                "value": value,
                "verified": qualification(of: key).map { .boolean(contact[$0] == .boolean(true)) },
            ])
        }
    }

    private var recorded: [JSON] {
        let ofConsents = BuiltInKey.optOuts.flatMap { key in
            [key] + (key.consentKeys.map { [$0.updatedAt, $0.source] } ?? [])
        }
        return BuiltInKey.allCases.filter { $0.isFact && !ofConsents.contains($0) }.compactMap { key in
            contact.facts[key].map { .object(["key": .string(key.rawValue), "value": $0.textual]) }
        }
    }

    private var importJSON: [JSON] {
        let tags = contact.importTags.map { JSON.object(["tag": .string($0)]) }
        return tags + (imported.map { [.object(["file": .string($0.file), "at": $0.at.text])] } ?? [])
    }

    private func qualification(of key: String) -> BuiltInKey? {
        switch key {
        case ProfileKey.email: .emailQualified
        case ProfileKey.mobileNumber: .mobileNumberQualified
        default: nil
        }
    }
}

extension Actor {
    /// Who did it without saying which manager: that is somebody else's data.
    package var kindName: String {
        switch self {
        case .manager: "manager"
        case .key: "program"
        case .console: "console"
        case .contact: "person"
        case .kith: "kith"
        }
    }
}

extension Avatar {
    fileprivate var json: JSON {
        .object([
            "contentType": .string(contentType), "updatedAt": updatedAt.text,
            "base64": .string(Data(bytes).base64EncodedString()),
        ])
    }
}

extension Instant {
    fileprivate var text: JSON { .string(description) }
}

extension Value {
    /// Moments as text, all else as it is stored.
    fileprivate var textual: JSON {
        if case .datetime(let instant) = self { .string(instant.description) } else { json }
    }
}

extension JSON {
    fileprivate static func texts(_ texts: [String]) -> JSON { .array(texts.map(JSON.string)) }
}
