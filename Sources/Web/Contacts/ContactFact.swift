import Domain
import Foundation
import Kith
import Mustache

/// A value on the page of a contact, with its name, which can be edited in place where the role allows it.
struct ContactFact: Sendable, MustacheParent {
    let key: PropertyKey
    let factName: String
    let factValue: ShownValue
    let isEditable: Bool
    /// Whether Kith knows that it is true, as of an e-mail.
    let isQualified: Bool
    /// Where a click on it leads, such as `mailto:`.
    let address: String?
    /// What is shown where there is none.
    let usual: String?
    /// Small print: of a consent, since when and from where.
    let remark: String?
    private let isLong: Bool

    /// Nil where the organization has no such property, or is changing its type.
    ///
    /// A consent goes by the name of its channel.
    init?(_ key: PropertyKey, of found: FoundContact, isConsent: Bool = false, in view: View) {
        let (contact, catalogue) = (found.contact, found.catalogue)
        guard let type = catalogue.type(of: key) else { return nil }
        self.key = key
        isEditable = view.caller.may(.editContacts) && key.isEditable(in: catalogue)
        isQualified = Self.qualification(of: key).map { contact[$0] == .boolean(true) } ?? false
        address = Self.address(key, contact[key])
        isLong = ValueField.longKeys.contains(key)
        if case .builtIn(let flag) = key, let consent = flag.consentKeys {
            factName =
                isConsent ? view.words["contact.consent.\(flag.rawValue)"] : view.name(of: key, in: catalogue)
            factValue = ShownValue(text: view.consent(isOut: contact[flag] == .boolean(true)))
            remark = Self.remark(on: contact, consent, in: view)
        } else {
            factName = view.name(of: key, in: catalogue)
            factValue = Self.value(key, type, of: found, in: view)
            remark = nil
        }
        if case .profile(let name) = key, contact[key] == nil, let value = catalogue.properties[name]?.defaultValue {
            usual = view.words("contact.usual", ["value": view.text(value, of: key, type: type)])
        } else {
            usual = nil
        }
    }

    func child(named name: String) -> Any? {
        switch name {
        case "key": key.description
        case "factName": factName
        case "isEditable": isEditable
        case "isQualified": isQualified
        case "isLong": isLong
        case "hasAddress": address != nil
        case "address": address ?? ""
        case "isOutside": address?.hasPrefix("http") ?? false
        case "isNone": factValue.isNone && usual == nil
        case "pieces": factValue.pieces
        case "time": factValue.time.map { [$0] } ?? []
        case "labels": factValue.labels
        case "usual": usual.map { [$0] } ?? []
        case "remark": remark.map { [$0] } ?? []
        default: nil
        }
    }

    /// Times that people typed are shown to the minute, those that Kith took by how long ago they are.
    private static func value(
        _ key: PropertyKey,
        _ type: PropertyType,
        of found: FoundContact,
        in view: View
    ) -> ShownValue {
        if case .profile = key, let value = found.contact[key], type == .datetime {
            return ShownValue(text: view.text(value, of: key, type: type))
        }
        return view.value(key, type: type, of: found.contact, in: found.catalogue)
    }

    private static func qualification(of key: PropertyKey) -> BuiltInKey? {
        switch key {
        case .profile(ProfileKey.email): .emailQualified
        case .profile(ProfileKey.mobileNumber): .mobileNumberQualified
        default: nil
        }
    }

    private static func address(_ key: PropertyKey, _ value: Value?) -> String? {
        guard case .text(let text)? = value else { return nil }
        switch key {
        case .profile(ProfileKey.email): return "mailto:" + text
        case .profile(ProfileKey.mobileNumber), .profile(ProfileKey.landlineNumber): return "tel:" + text
        case .profile(ProfileKey.website):
            // Nothing but the web: a page that somebody else typed in must not run in ours.
            let written = text.contains("://") ? text : "https://" + text
            guard let url = URL(string: written), url.scheme == "https" || url.scheme == "http", url.host() != nil
            else { return nil }
            return written
        default: return nil
        }
    }

    private static func remark(
        on contact: Contact,
        _ consent: (updatedAt: BuiltInKey, source: BuiltInKey),
        in view: View
    ) -> String? {
        guard case .datetime(let instant)? = contact[consent.updatedAt] else { return nil }
        guard case .text(let source)? = contact[consent.source] else { return view.region.moment(instant) }
        let name = view.words.find("contact.source.\(source)") ?? source
        return view.words("contact.since", ["time": view.region.moment(instant), "source": name])
    }
}

extension ShownValue {
    init(text: String) {
        pieces = [MarkedText.Piece(text: text, isMarked: false)]
    }

    /// The value in one line of plain text.
    var text: String {
        if let time { return time.exact }
        return labels.isEmpty
            ? pieces.map(\.text).joined()
            : labels.map { $0.pieces.map(\.text).joined() }.joined(separator: ", ")
    }
}

extension View {
    func consent(isOut: Bool) -> String {
        isOut ? words["contact.opted-out"] : words["contact.reachable"]
    }

    /// A value in one line of plain text, times to the minute.
    func text(_ value: Value, of key: PropertyKey, type: PropertyType) -> String {
        if case .datetime(let instant) = value { return region.moment(instant) }
        return ShownValue(value, of: key, type: type, in: self, marking: MarkedText(search: "")).text
    }
}
