import Domain

/// Scopes that are about the same, as the form of a new key shows them.
enum ScopeGroup: String, CaseIterable, Sendable {
    case contacts, work, organization, everything

    init(_ scope: Scope) {
        switch scope {
        case .readContacts, .writeContacts, .deleteContacts, .pageThroughContacts, .importContacts, .exportContacts,
            .writeEvents, .segments:
            self = .contacts
        case .conversations, .campaigns, .workflows, .analytics: self = .work
        case .settings, .privacy: self = .organization
        case .all: self = .everything
        }
    }
}
