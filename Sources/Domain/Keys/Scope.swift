/// A part of Kith that a key opens to a program.
///
/// The raw value is what is stored and typed: it may never be given to another scope.
package enum Scope: String, CaseIterable, Hashable, Sendable {
    case readContacts = "contacts:read"
    case writeContacts = "contacts:write"
    case deleteContacts = "contacts:delete"
    case pageThroughContacts = "contacts:page"
    case importContacts = "contacts:import"
    case exportContacts = "contacts:export"
    case writeEvents = "events:write"
    case segments
    case conversations
    case campaigns
    case workflows
    case analytics
    case settings
    case privacy
    case all
}

extension Scope {
    /// What only an owner can put into a key: with it a program can take all contacts away.
    package static let grantedByOwnersOnly: Set<Scope> = [.pageThroughContacts, .exportContacts, .all]

    /// All scopes as a sentence lists them.
    package static var list: String {
        allCases.map(\.rawValue).joined(separator: ", ")
    }

    /// Reads scopes as they are typed, separated by commas or spaces.
    package static func read(_ text: String) throws(KeyError) -> Set<Scope> {
        var scopes: Set<Scope> = []
        for name in text.split(whereSeparator: { $0 == "," || $0.isWhitespace }) {
            guard let scope = Scope(rawValue: name.lowercased()) else { throw .unknownScope(String(name)) }
            scopes.insert(scope)
        }
        guard !scopes.isEmpty else { throw .noScopes }
        return scopes
    }

    package var permissions: Set<Permission> {
        switch self {
        case .readContacts: [.seeContacts]
        case .writeContacts: [.seeContacts, .createContacts, .editContacts, .mergeContacts, .manageTags]
        case .deleteContacts: [.deleteContacts]
        case .pageThroughContacts: [.seeContacts, .pageThroughContacts]
        case .importContacts: [.importContacts]
        case .exportContacts: [.exportContacts]
        case .writeEvents: [.writeEvents]
        case .segments: [.manageSegments]
        case .conversations: [.useInbox]
        case .campaigns: [.manageCampaigns, .sendCampaigns]
        case .workflows: [.manageWorkflows, .manageBots]
        case .analytics: [.seeAnalytics]
        case .settings: [.manageProperties, .manageTags, .manageOrganization, .manageConnections]
        case .privacy: [.managePrivacy, .seeAuditLog]
        case .all: Set(Permission.allCases)
        }
    }

    package var explanation: Phrase {
        switch self {
        case .readContacts: "Find and read contacts and their timelines"
        case .writeContacts: "Create, edit, tag and merge contacts"
        case .deleteContacts: "Delete contacts"
        case .pageThroughContacts: "Page through all contacts (granted by owners only)"
        case .importContacts: "Import contacts from files"
        case .exportContacts: "Export contacts as files (granted by owners only)"
        case .writeEvents: "Write events to timelines"
        case .segments: "Save, change and remove segments"
        case .conversations: "Read and answer conversations"
        case .campaigns: "Write, start and stop campaigns"
        case .workflows: "Write, start and stop workflows and bots"
        case .analytics: "Read analytics"
        case .settings: "Change properties, tags, connections and the organization's settings"
        case .privacy: "Retention, subjects' data, erasing, consent and the audit log"
        case .all: "Everything (granted by owners only)"
        }
    }
}
