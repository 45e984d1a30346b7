package import Domain

extension Contacts {
    /// Notes that a person is on the company's website or in its app. A time to come counts as now.
    ///
    /// What Kith records in this way is no entry of the timeline.
    package func touch(_ id: ContactID, _ touch: Touch, by caller: Caller) async throws -> EditedContact {
        try caller.require(.editContacts)
        return try await kith.write { transaction in
            let catalogue = try transaction.catalogue(of: caller.organization)
            var opened = try OpenContacts(
                [id],
                leadingTo: [Identity(formerly: id)],
                from: Cause(caller),
                organization: caller.organization,
                catalogue: catalogue,
                in: transaction
            )
            let contact = try opened.find(id)
            let sign = Touch(touch.platform, at: min(touch.at, transaction.now), facts: touch.facts)
            let touched = contact.touched(by: sign)
            if touched != contact {
                opened.put(touched, before: [contact], claiming: [])
                try opened.save()
            }
            return EditedContact(contact: opened.contacts[contact.id] ?? contact, catalogue: catalogue)
        }
    }
}
