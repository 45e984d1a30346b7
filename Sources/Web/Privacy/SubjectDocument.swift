import Domain
import Foundation
import Kith

/// What is kept of a person, as a page that stands alone: to be read, kept and printed by whoever has no Kith.
struct SubjectDocument: Sendable {
    struct Fact: Sendable {
        let name: String
        let value: String
    }

    struct Part: Sendable {
        let title: String
        let facts: [Fact]
        let texts: [String]
    }

    struct Event: Sendable {
        let time: String
        let title: String
        let by: String
        let details: [Fact]
    }

    let language: String
    let title: String
    let lead: String
    let parts: [Part]
    let timeline: String
    private let speech: Site.Speech
    private let region: Region
    private let catalogue: Catalogue

    init(_ data: SubjectData, in speech: Site.Speech) {
        let words = speech.words
        self.speech = speech
        let region = Region(data.organization, words: words, now: data.madeAt)
        self.region = region
        catalogue = data.catalogue
        language = words.language.rawValue
        title = words("my-data.document", ["organization": data.organization.name])
        lead = words(
            "my-data.made",
            ["time": region.moment(data.madeAt), "zone": region.zone.identifier, "id": data.contact.id.description]
        )
        timeline = words["my-data.timeline"]
        let reader = ValueWords(words: words, region: region, catalogue: data.catalogue)
        let parts = [
            Part("properties", reader.properties(of: data.contact), in: words),
            Part("recorded", reader.recorded(of: data), in: words),
            Part("consents", reader.consents(of: data), in: words),
            Part(
                "tags",
                texts: data.contact.tags.compactMap { data.catalogue.tags[$0]?.name.text }.sorted(),
                in: words
            ),
            Part("segments", texts: data.segments.map(\.name), in: words),
            Part(
                "identities",
                data.identities.map { Fact(name: words["my-data.identity.\($0.kind.rawValue)"], value: $0.value) },
                in: words
            ),
            Part("kept", reader.others(of: data), in: words),
            Part(
                "audit",
                data.entries.map { entry in
                    let who = words["my-data.by.\(entry.actor.kindName)"]
                    let what = words["audit.action.\(entry.action.rawValue)"]
                    return Fact(name: region.moment(entry.at), value: "\(who): \(what)")
                },
                in: words
            ),
        ]
        self.parts = parts.filter { !$0.facts.isEmpty || !$0.texts.isEmpty }
    }

    /// Events as items of the document's list.
    func draw(_ events: [TimelineEvent]) throws -> String {
        let reader = ValueWords(words: speech.words, region: region, catalogue: catalogue)
        return try speech.templates.draw("subject-data-events", events.map(reader.event))
    }
}

extension SubjectDocument.Part {
    fileprivate init(_ name: String, _ facts: [SubjectDocument.Fact] = [], texts: [String] = [], in words: Words) {
        self.init(title: words["my-data.part.\(name)"], facts: facts, texts: texts)
    }
}

/// Values in words, for somebody who is no manager.
private struct ValueWords {
    let words: Words
    let region: Region
    let catalogue: Catalogue

    typealias Fact = SubjectDocument.Fact

    func properties(of contact: Contact) -> [Fact] {
        let shown = catalogue.shownProperties.compactMap { property in
            contact.profile[property.key].map {
                Fact(name: words.name(of: property.propertyKey, in: catalogue), value: text($0))
            }
        }
        let kept = contact.kept.filter { contact.profile[$0.key] == nil }.sorted { $0.key < $1.key }
        return shown + kept.map { Fact(name: words.name(of: .profile($0.key), in: catalogue), value: text($0.value)) }
    }

    func recorded(of data: SubjectData) -> [Fact] {
        let ofConsents = Set(
            BuiltInKey.optOuts.flatMap { key in [key] + (key.consentKeys.map { [$0.updatedAt, $0.source] } ?? []) }
        )
        let facts = BuiltInKey.allCases.filter { $0.isFact && !ofConsents.contains($0) }.compactMap { key in
            data.contact.facts[key].map { Fact(name: words["key.\(key.rawValue)"], value: text($0)) }
        }
        let entered = Fact(name: words["my-data.entered"], value: region.moment(data.contact.enteredAt))
        return [entered] + facts
    }

    func consents(of data: SubjectData) -> [Fact] {
        data.consents.map { consent in
            let state = words[consent.isOut ? "contact.opted-out" : "contact.reachable"]
            let when = consent.updatedAt.map { region.moment($0) }
            let source = consent.source.map { words.find("contact.source.\($0)") ?? $0 }
            let said = [state, when, source].compactMap(\.self).joined(separator: ", ")
            return Fact(name: words["contact.consent.\(consent.key.rawValue)"], value: said)
        }
    }

    /// What there is besides: pictures, files, links, others who may be the same.
    func others(of data: SubjectData) -> [Fact] {
        var facts: [Fact] = []
        func add(_ name: String, _ value: String) {
            facts.append(Fact(name: words["my-data.other.\(name)"], value: value))
        }
        if let avatar = data.avatar {
            let bytes = words("my-data.bytes", ["n": region.number(avatar.bytes.count)])
            add("picture", "\(avatar.contentType), \(bytes), \(region.moment(avatar.updatedAt))")
        }
        if let imported = data.imported { add("import", "\(imported.file), \(region.moment(imported.at))") }
        for tag in data.contact.importTags { add("import-tag", tag) }
        for evidence in data.duplicates { add("duplicate", evidence.rawValue) }
        for link in data.links { add("link", region.moment(link.expiresAt)) }
        return facts
    }

    func event(_ event: TimelineEvent) -> SubjectDocument.Event {
        SubjectDocument.Event(
            time: region.moment(event.at),
            title: event.name ?? words["activity.kind.\(event.kind.rawValue)"],
            by: words["my-data.by.\(event.actor.kindName)"],
            details: (event.data.object ?? []).flatMap { details(of: $0, event.kind) }
        )
    }

    private func details(of member: JSON.Member, _ kind: TimelineEvent.Kind) -> [Fact] {
        switch (kind, member.key) {
        case (.tracked, _): return [Fact(name: member.key, value: text(member.value))]
        case (_, "changes"):
            return (member.value.array ?? []).map { change in
                let key = change["key"]?.string ?? ""
                let name = PropertyKey(key).map { words.name(of: $0, in: catalogue) } ?? key
                let sides = [change["old"], change["new"]].map { $0.map(text) ?? "–" }
                return Fact(name: name, value: sides.joined(separator: " → "))
            }
        case (_, "lost"):
            return (member.value.object ?? []).map { lost in
                Fact(name: words.name(of: .profile(lost.key), in: catalogue), value: text(lost.value) + " → –")
            }
        default:
            return [Fact(name: words.find("my-data.detail.\(member.key)") ?? member.key, value: text(member.value))]
        }
    }

    private func text(_ value: Value) -> String {
        switch value {
        case .datetime(let instant): region.moment(instant)
        case .date(let day): region.day(day)
        case .boolean(let isTrue): words[isTrue ? "value.yes" : "value.no"]
        case .number(let number): region.number(number)
        case .list(let texts): texts.joined(separator: ", ")
        case .text, .numbers: value.text
        }
    }

    private func text(_ json: JSON) -> String {
        switch json {
        case .null: "–"
        case .string(let text): text
        case .boolean(let isTrue): words[isTrue ? "value.yes" : "value.no"]
        case .array(let elements): elements.map(text).joined(separator: ", ")
        case .integer, .number, .object: json.description
        }
    }
}
