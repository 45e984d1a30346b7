import Domain
import HTTP
import Kith

extension ContactInput {
    /// Reads what is said of a contact: `profile`, `tags` and the editable booleans. Null clears, absent leaves.
    init(_ fields: Fields) {
        self.init()
        for member in fields.object("profile", { $0.all }) ?? [] {
            profile[member.key] = member.value
        }
        for key in BuiltInKey.editable.sorted(by: { $0.rawValue < $1.rawValue }) {
            flags[key] = fields.change(key.rawValue) { fields.boolean($0) }
        }
        tags = fields.change("tags") { fields.tagNames($0) }
    }
}

extension Fields {
    /// Names of tags in an array.
    func tagNames(_ name: String) -> [TagName] {
        texts(name, atMost: 1_000).enumerated().compactMap { index, text in
            do throws(TagNameError) {
                return try TagName(text)
            } catch {
                problems.note(.init(error.description, pointer: "\(place(of: name))/\(index)"))
                return nil
            }
        }
    }

    func optionalTagNames(_ name: String) -> [TagName] {
        has(name) ? tagNames(name) : []
    }
}
