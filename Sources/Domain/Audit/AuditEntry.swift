package typealias AuditEntryID = Identifier<AuditEntry>

/// One entry of the audit log: who did what, when, and from where. Nobody can change or remove one.
///
/// It names things by id and never holds a person's values: what is deleted must not live on here.
package struct AuditEntry: Hashable, Sendable, Identifiable {
    /// The raw value is what is stored: it may never be given to another action.
    package enum Action: String, CaseIterable, Hashable, Sendable {
        case deletedContact = "contact.deleted"
        case erasedContact = "contact.erased"
        case mergedContacts = "contact.merged"
        case startedBulkChange = "bulk.started"
        case cancelledJob = "job.cancelled"
        case exportedAuditLog = "audit.exported"

        case startedBackup = "backup.started"
        case downloadedBackup = "backup.downloaded"
        case removedBackup = "backup.removed"
        case changedRetention = "retention.changed"
        case beganRetention = "retention.begun"
        case endedRetention = "retention.ended"
        case tookSubjectData = "subjectData.taken"
        case madeSubjectLink = "subjectLink.made"
        case usedSubjectLink = "subjectLink.used"
        case revokedSubjectLink = "subjectLink.revoked"

        case createdOrganization = "organization.created"
        case editedOrganization = "organization.edited"
        case madePluginKey = "site.keyMade"
        case madeMemberSecret = "site.secretMade"
        case showedMemberSecret = "site.secretShown"
        case forgotMemberSecret = "site.secretForgotten"
        case enforcedMemberHash = "site.hashEnforced"
        case setCapacity = "capacity.set"
        case addedCapacity = "capacity.added"

        case invitedManager = "manager.invited"
        case renamedManager = "manager.renamed"
        case changedRole = "manager.roleChanged"
        case removedManager = "manager.removed"
        case madeLink = "manager.linkMade"
        case createdRole = "role.created"
        case editedRole = "role.edited"
        case removedRole = "role.removed"
        case createdKey = "key.created"
        case renamedKey = "key.renamed"
        case revokedKey = "key.revoked"

        case signedIn = "session.begun"
        case refusedSignIn = "session.refused"
        case revokedSession = "session.revoked"
        case changedPassword = "password.changed"
        case switchedTOTPOn = "totp.switchedOn"
        case switchedTOTPOff = "totp.switchedOff"
        case madeRecoveryCodes = "recoveryCodes.made"
        case definedProperty = "property.defined"
        case editedProperty = "property.edited"
        case changedPropertyType = "property.typeChanged"
        case archivedProperty = "property.archived"
        case restoredProperty = "property.restored"
        case orderedProperties = "property.ordered"
        case changedKeyCollection = "property.collectionChanged"
        case createdSegment = "segment.created"
        case editedSegment = "segment.edited"
        case deletedSegment = "segment.deleted"
        case createdTag = "tag.created"
        case editedTag = "tag.edited"
        case mergedTags = "tag.merged"
        case deletedTag = "tag.deleted"
    }

    package let id: AuditEntryID
    package let at: Instant
    package let actor: Actor
    /// The network address; nil for what did not come over the network.
    package let address: String?
    package let action: Action
    /// What it was done to, such as `contact:06J3Q8X5M2K40`.
    package let subject: String?
    /// What belongs to the action, as an object.
    package let data: JSON

    package init(
        id: AuditEntryID,
        at: Instant,
        actor: Actor,
        address: String? = nil,
        action: Action,
        subject: String? = nil,
        data: JSON = .object([])
    ) {
        self.id = id
        self.at = at
        self.actor = actor
        self.address = address
        self.action = action
        self.subject = subject
        self.data = data
    }
}
