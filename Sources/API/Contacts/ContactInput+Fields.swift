import Domain
import HTTP
import Kith

extension ContactInput {
    /// Reads what is said of a contact: `profile`, `tags` and the editable booleans. Null clears, absent leaves.
    init(_ fields: Fields) {
        self.init()
        profile = fields.profile("profile")
        for key in BuiltInKey.editable.sorted(by: { $0.rawValue < $1.rawValue }) {
            flags[key] = fields.change(key.rawValue) { fields.boolean($0) }
        }
        consentSource = fields.optionalText("consentSource", in: 1...200)
        tags =
            switch fields.edit("tags", { fields.tagNames($0) }) {
            case .keep: nil
            case .clear: []
            case .set(let names): names
            }
    }
}

extension Fields {
    /// Values by the keys of properties, which stand here without `profile.`, so that no key has two spellings.
    fileprivate func profile(_ name: String) -> [String: JSON] {
        guard has(name) else { return [:] }
        guard json(name) != nil else {
            refuse(name, "an object is expected, not null: null clears one value, by its key")
            return [:]
        }
        let members = object(name) { fields in
            for member in fields.all where member.key.hasPrefix("profile.") {
                fields.refuse(member.key, "keys stand here without “profile.”")
            }
            return fields.all
        }
        return Dictionary((members ?? []).map { ($0.key, $0.value) }) { first, _ in first }
    }

    /// Names of tags in an array.
    func tagNames(_ name: String) -> [TagName] {
        elements(name, atMost: 1_000).enumerated().compactMap { index, json in
            let place = "\(place(of: name))/\(index)"
            guard let text = json.string else {
                problems.note(.init("text is expected, not \(json.kind)", pointer: place))
                return nil
            }
            do throws(TagNameError) {
                return try TagName(text)
            } catch {
                problems.note(.init(error.explanation, pointer: place))
                return nil
            }
        }
    }

    func optionalTagNames(_ name: String) -> [TagName] {
        json(name) == nil ? [] : tagNames(name)
    }
}
