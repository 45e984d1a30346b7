/// Where pages find the uploaded picture of a contact: `/contacts/06J…/avatar?v=…`, the value of `profile.avatarUrl` then.
///
/// It is good for this contact alone: what names another one is a text like any other.
package struct AvatarAddress: Hashable, Sendable, CustomStringConvertible {
    package let contact: ContactID
    package let version: AvatarVersion

    package init(_ contact: ContactID, _ version: AvatarVersion) {
        self.contact = contact
        self.version = version
    }

    /// Reads a value; nil for any other address.
    package init?(_ text: String) {
        // Most contacts have none, and most of the others one elsewhere.
        guard text.hasPrefix(Self.start), text.utf8.count < 100 else { return nil }
        let parts = text.dropFirst(Self.start.count).split(separator: Self.middle, omittingEmptySubsequences: false)
        guard parts.count == 2, let contact = ContactID(String(parts[0])), let version = AvatarVersion(parts[1]) else {
            return nil
        }
        self.init(contact, version)
        // Ids can be written in more than one way.
        guard description == text else { return nil }
    }

    package var description: String { "\(Self.start)\(contact)\(Self.middle)\(version)" }

    private static let start = "/contacts/"
    private static let middle = "/avatar?v="
}

extension Contact {
    /// The picture that was uploaded for it, as its properties say; nil where it has none, or one elsewhere.
    package var avatar: AvatarVersion? {
        guard case .text(let text)? = profile[ProfileKey.avatarURL] else { return nil }
        return ownAvatar(text)
    }

    /// The same, also while the property is archived.
    package var keptAvatar: AvatarVersion? {
        avatar ?? kept[ProfileKey.avatarURL]?.string.flatMap(ownAvatar)
    }

    private func ownAvatar(_ text: String) -> AvatarVersion? {
        AvatarAddress(text).flatMap { $0.contact == id ? $0.version : nil }
    }

    /// The contact as it goes into another one: the picture is to be found there.
    func leavingAvatar(to primary: ContactID) -> Contact {
        guard let version = keptAvatar else { return self }
        var leaving = self
        let address = AvatarAddress(primary, version).description
        if avatar != nil {
            leaving.profile[ProfileKey.avatarURL] = .text(address)
        } else {
            leaving.kept[ProfileKey.avatarURL] = .string(address)
        }
        return leaving
    }
}
