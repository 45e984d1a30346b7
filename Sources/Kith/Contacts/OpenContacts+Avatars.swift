import Domain
import Stores

/// Uploaded pictures follow `profile.avatarUrl`, whoever changes it: what it names no more is removed.
extension OpenContacts {
    /// Removes pictures, and lets those of absorbed contacts go where their addresses went.
    func saveAvatars() throws {
        let store = AvatarStore(organization, transaction.connection)
        let before = avatarsBefore.sorted { $0.key < $1.key }
        // At first those that go, so that nobody ever has two.
        for (id, version) in before where contacts[heir(of: id)]?.keptAvatar != version {
            try store.delete(version, of: id)
        }
        for (id, version) in before {
            let heir = heir(of: id)
            guard heir != id, contacts[heir]?.keptAvatar == version, avatarsBefore[heir] != version else { continue }
            try store.move(from: id, to: heir)
        }
    }

    /// The contact itself, or the one that it went into.
    private func heir(of id: ContactID) -> ContactID {
        absorbed.reduce(id) { heir, step in step.other == heir ? step.contact : heir }
    }
}
