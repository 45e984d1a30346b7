/// One thing that a manager or a key may be allowed to do.
///
/// The raw value is what is stored: it may never be given to another permission.
package enum Permission: String, CaseIterable, Hashable, Sendable {
    case seeContacts = "contacts.see"
    case createContacts = "contacts.create"
    case editContacts = "contacts.edit"
    case mergeContacts = "contacts.merge"
    case deleteContacts = "contacts.delete"
    case importContacts = "contacts.import"
    case exportContacts = "contacts.export"
    case pageThroughContacts = "contacts.page"
    case writeEvents = "events.write"
    case manageTags = "tags.manage"
    case manageProperties = "properties.manage"
    case manageSegments = "segments.manage"
    case useInbox = "inbox.use"
    case deleteMessages = "inbox.delete"
    case manageCampaigns = "campaigns.manage"
    case sendCampaigns = "campaigns.send"
    case manageWorkflows = "workflows.manage"
    case manageBots = "bots.manage"
    case seeAnalytics = "analytics.see"
    case manageManagers = "managers.manage"
    case manageRoles = "roles.manage"
    case manageOrganization = "organization.manage"
    case manageKeys = "keys.manage"
    case manageConnections = "connections.manage"
    case managePrivacy = "privacy.manage"
    case seeAuditLog = "audit.see"
}

extension Permission {
    /// What belongs to an owner alone, and can be put into no other role.
    package static let ofOwnersOnly: Set<Permission> = [.exportContacts, .pageThroughContacts]

    fileprivate var quoted: Phrase { "“\(explanation)”" }

    /// What the permission allows, in words for the page of roles.
    package var explanation: Phrase {
        switch self {
        case .seeContacts: "See, search and filter contacts and their timelines"
        case .createContacts: "Create contacts by hand"
        case .editContacts: "Edit contacts, their properties and tags"
        case .mergeContacts: "Merge contacts, and dismiss likely duplicates"
        case .deleteContacts: "Delete contacts, one or many"
        case .importContacts: "Import contacts from files, and take an import back"
        case .exportContacts: "Export contacts as a file (owners only)"
        case .pageThroughContacts: "Let a key page through all contacts (owners only)"
        case .writeEvents: "Write events to the timelines of contacts"
        case .manageTags: "Rename, merge and remove tags"
        case .manageProperties: "Define, order, hide and archive properties"
        case .manageSegments: "Save, change and remove shared segments"
        case .useInbox: "Read and answer conversations"
        case .deleteMessages: "Remove messages from conversations"
        case .manageCampaigns: "Write and change campaigns"
        case .sendCampaigns: "Start and stop campaigns"
        case .manageWorkflows: "Write, start and stop workflows"
        case .manageBots: "Write, start and stop support bots"
        case .seeAnalytics: "See analytics and download charts"
        case .manageManagers: "Invite and remove managers, and give them roles"
        case .manageRoles: "Define roles and their permissions"
        case .manageOrganization: "Change the organization's settings and subscription"
        case .manageKeys: "Create and revoke keys for programs"
        case .manageConnections: "Connect channels, shops, webhooks and the site's snippet"
        case .managePrivacy: "Set retention, give subjects their data, erase, record consent"
        case .seeAuditLog: "Read the audit log"
        }
    }
}

/// The caller may not do what was asked for.
package enum PermissionError: Explained, Equatable {
    case missing(Permission)
    case notAnOwner
    case notTheConsole
    case moreThanOwn([Permission])

    package var explanation: Phrase {
        switch self {
        case .missing(let permission):
            "this needs the permission “\(permission.explanation)”"
        case .notAnOwner:
            "only an owner may do this"
        case .notTheConsole:
            "only whoever runs Kith may do this, on its command line"
        case .moreThanOwn(let permissions):
            "nobody can give more than they have: \(permissions.map(\.quoted))"
        }
    }
}
