import Domain

/// Permissions that are about the same, as the editor of roles shows them.
enum PermissionGroup: String, CaseIterable, Sendable {
    case contacts, conversations, outreach, analytics, organization, trust

    init(_ permission: Permission) {
        switch permission {
        case .seeContacts, .createContacts, .editContacts, .mergeContacts, .deleteContacts, .importContacts,
            .exportContacts, .pageThroughContacts, .writeEvents, .manageTags, .manageProperties, .manageSegments:
            self = .contacts
        case .useInbox, .deleteMessages: self = .conversations
        case .manageCampaigns, .sendCampaigns, .manageWorkflows, .manageBots: self = .outreach
        case .seeAnalytics: self = .analytics
        case .manageManagers, .manageRoles, .manageOrganization, .manageKeys, .manageConnections: self = .organization
        case .managePrivacy, .seeAuditLog: self = .trust
        }
    }
}
