import Domain

extension OpenContacts {
    /// Lets a person go from everywhere: `save()` removes the row and all that belongs to it.
    ///
    /// Messages older than the deletion that arrive late are refused by its tombstones; whoever comes back is new.
    mutating func delete(_ contact: Contact) {
        contacts[contact.id] = nil
        touched.remove(contact.id)
        deleted.append(contact)
    }
}
