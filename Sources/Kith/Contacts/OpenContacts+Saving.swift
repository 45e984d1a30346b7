import Domain
import Stores

extension OpenContacts {
    /// Writes what became different.
    ///
    /// Everybody takes locks in this order: contacts by id, tags, identities by value. So nobody waits in a circle.
    func save() throws {
        let connection = transaction.connection
        let contactStore = ContactStore(organization, connection)
        let identityStore = IdentityStore(organization, connection)

        let saved = touched.sorted().compactMap { contacts[$0] }
        try TagStore(organization, connection).insert(newTags.sorted { $0.name.folded < $1.name.folded })
        try contactStore.insert(saved.filter { versionsBefore[$0.id] == nil })
        try contactStore.update(saved.filter { versionsBefore[$0.id] != nil })
        for (other, contact) in absorbed {
            try identityStore.move(from: other, to: contact)
            try EventStore(organization, connection).move(from: other, to: contact)
            try DuplicateStore(organization, connection).move(from: other, to: contact)
        }
        try identityStore.release(released + changedOwners(from: ownersBefore, to: owners))
        try identityStore.insert(changedOwners(from: owners, to: ownersBefore))
        try saveAvatars()
        try contactStore.delete(absorbed.map(\.other))
        try EventStore(organization, connection).append(events)
        try DuplicateStore(organization, connection).insert(pairs, at: transaction.now)
        try saveDeletions()
        let changed = Changed(
            contacts: saved.map(\.id),
            removed: absorbed.map(\.other) + deleted.map(\.id),
            catalogue: !newTags.isEmpty,
            isImport: cause.imported != nil
        )
        transaction.note(changed, managedUsers: managedUsersAdded, in: organization)
    }

    private var managedUsersAdded: Int {
        contacts.values.count { $0.kind != .anonymous } - managedUsersBefore
    }

    private func saveDeletions() throws {
        guard !deleted.isEmpty else { return }
        let connection = transaction.connection
        let ids = deleted.map(\.id).sorted()
        let identityStore = IdentityStore(organization, connection)
        let identities = try identityStore.identities(of: ids)
        try TombstoneStore(organization, connection).insert(
            identities.filter(\.kind.isFromOutside).map { transaction.tombstone(of: $0, in: organization) },
            at: transaction.now
        )
        // Answers about contacts that were merged into them have their values, too.
        try AnswerStore(organization, connection).forget(contacts: ids + identities.compactMap(\.formerContact))
        try identityStore.deleteAll(of: ids)
        try saveTraces()
        try EventStore(organization, connection).deleteAll(of: ids)
        try ContactStore(organization, connection).delete(ids)
    }

    /// The identities that lead to a contact in one state and not in the other, in the order of locks.
    private func changedOwners(
        from state: [Identity: ContactID],
        to other: [Identity: ContactID]
    ) -> [(identity: Identity, contact: ContactID)] {
        state.filter { identity, contact in other[identity] != contact }
            .map { (identity: $0.key, contact: $0.value) }
            .sorted { $0.identity < $1.identity }
    }
}
