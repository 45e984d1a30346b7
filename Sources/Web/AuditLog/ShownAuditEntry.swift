import Domain
import Kith

/// An entry of the audit log as people read it.
struct ShownAuditEntry: Sendable {
    struct Detail: Sendable {
        let name: String
        let text: String
    }

    let time: ShownTime
    let moment: String
    let actor: String
    let action: String
    /// What it was done to; lists of one or none, as templates look further out for what is nil.
    let subjects: [Subject]
    let details: [Detail]
    let hasDetails: Bool
    let addresses: [String]

    struct Subject: Sendable {
        let kind: String
        let name: String
        let link: [String]
    }

    init(_ entry: AuditEntry, _ names: AuditNames, in view: View) {
        time = view.region.time(entry.at)
        moment = view.region.moment(entry.at)
        actor = view.name(of: entry.actor, names)
        action = view.words["audit.action.\(entry.action.rawValue)"]
        // What somebody did to themselves, or to the organization, needs no second name.
        let other = entry.subject.flatMap { $0 == entry.actor.description || $0.hasPrefix("organization:") ? nil : $0 }
        subjects = other.map { [Subject($0, of: entry, names, in: view)] } ?? []
        details = Self.details(of: entry, in: view)
        hasDetails = !details.isEmpty
        addresses = entry.address.map { [$0] } ?? []
    }

    private static func details(of entry: AuditEntry, in view: View) -> [Detail] {
        (entry.data.object ?? []).compactMap { member in
            // A name says what the entry is about, and stands there.
            guard member.key != "name", let text = text(of: member.value, in: view) else { return nil }
            return Detail(name: view.detail(member.key), text: text)
        }
    }

    private static func text(of value: JSON, in view: View) -> String? {
        switch value {
        case .null: nil
        case .string(let text): text.isEmpty ? nil : text
        case .integer(let number): view.region.number(Int(number))
        case .boolean(let isTrue): view.words[isTrue ? "value.yes" : "value.no"]
        case .array(let elements): elements.compactMap { text(of: $0, in: view) }.joined(separator: ", ")
        case .object(let members):
            members.compactMap { member in
                text(of: member.value, in: view).map { "\(view.detail(member.key)): \($0)" }
            }
            .joined(separator: "; ")
        case .number: value.description
        }
    }
}

extension ShownAuditEntry.Subject {
    fileprivate init(_ subject: String, of entry: AuditEntry, _ names: AuditNames, in view: View) {
        let parts = subject.split(separator: ":", maxSplits: 1).map(String.init)
        let id = parts.count == 2 ? parts[1] : ""
        kind = view.words.find("audit.subject.\(parts.first ?? "")") ?? parts.first ?? ""
        // As it was called then, or is called now; nothing more is known of what is gone.
        name = entry.data["name"]?.string ?? names[subject] ?? id
        link = parts.first == "contact" && view.caller.may(.seeContacts) ? [Link.contact(id).path] : []
    }
}

extension View {
    /// What a detail is called; its own name where the catalogue has none.
    fileprivate func detail(_ key: String) -> String {
        words.find("audit.data.\(key)") ?? key
    }

    /// Of several who are gone the ids tell who is who.
    func name(of actor: Actor, _ names: AuditNames) -> String {
        let shown = name(of: actor, names[actor])
        return switch actor {
        case .manager(let id) where names[actor] == nil: "\(shown) (\(id))"
        case .key(let id) where names[actor] == nil: "\(shown) (\(id))"
        case .manager, .key, .console, .contact, .kith: shown
        }
    }
}
