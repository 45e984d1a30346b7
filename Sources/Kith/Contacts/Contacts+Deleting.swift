package import Domain
import Stores

extension Contacts {
    /// How far a person goes.
    package enum Deletion: Sendable {
        /// From everywhere; conversations keep their messages, with no personal data beside them.
        case delete
        /// With the messages: what the law calls erasure.
        case erase

        package var permission: Permission {
            switch self {
            case .delete: .deleteContacts
            case .erase: .managePrivacy
            }
        }

        var action: AuditEntry.Action {
            switch self {
            case .delete: .deletedContact
            case .erase: .erasedContact
            }
        }
    }

    /// Removes a person with all values, tags, events and identities. Cannot be undone.
    ///
    /// For 30 days a keyed hash of the outside ids refuses what was said of the person before. Somebody who comes back
    /// is a new contact.
    package func delete(
        _ id: ContactID,
        _ deletion: Deletion = .delete,
        version: Int64? = nil,
        by caller: Caller
    ) async throws {
        try caller.require(deletion.permission)
        try await kith.write { transaction in
            var opened = try OpenContacts(
                [id],
                leadingTo: [Identity(formerly: id)],
                from: Cause(caller),
                organization: caller.organization,
                catalogue: transaction.catalogue(of: caller.organization),
                in: transaction
            )
            let contact = try opened.find(id, version: version)
            opened.delete(contact)
            try opened.save()
            try transaction.audit(deletion.action, of: "contact:\(contact.id)", by: caller)
        }
    }
}
