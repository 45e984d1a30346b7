/// The keys that every contact has, with what Kith itself records.
///
/// All are read-only but the editable ones; `id`, `kind`, `memberId`, `tags` and `userImportTags` have places
/// of their own in `Contact`, the others are facts.
package enum BuiltInKey: String, CaseIterable, Hashable, Sendable {
    case id
    case memberId
    case member
    case kind
    case veilId
    case tags
    case blocked
    case hasChat
    case unsubscribeEmail
    case unsubscribeEmailUpdatedAt
    case unsubscribeEmailSource
    case unsubscribeTexting
    case unsubscribeTextingUpdatedAt
    case unsubscribeTextingSource
    case unsubscribeAppPush
    case unsubscribeAppPushUpdatedAt
    case unsubscribeAppPushSource
    case lastSeenAt
    case createdAt
    case updatedAt
    case sessionsCount
    case language
    case country
    case city
    case timeZone
    case hasPushToken
    case webBrowser = "web.browser"
    case webBrowserName = "web.browserName"
    case webOS = "web.os"
    case webOSName = "web.osName"
    case webDevice = "web.device"
    case webSessionsCount = "web.sessionsCount"
    case webLastSeenAt = "web.lastSeenAt"
    case mobileOS = "mobile.os"
    case mobileOSName = "mobile.osName"
    case mobileDevice = "mobile.device"
    case mobileAppName = "mobile.appName"
    case mobileAppVersion = "mobile.appVersion"
    case mobileSessionsCount = "mobile.sessionsCount"
    case mobileLastSeenAt = "mobile.lastSeenAt"
    case userImportTags
    case emailQualified
    case mobileNumberQualified
    case lastActivityAt
    case lastConversationAt
    case lastConversationState
    case conversationsCount
    case openConversationsCount
    case snoozedConversationsCount
    case closedConversationsCount
    case lastPaymentAt
    case paymentsCount
    case paymentsTotal
    case recentPurchaseCount
    case recentPurchaseAmount

    package var type: PropertyType {
        switch self {
        case .id, .memberId, .veilId, .unsubscribeEmailSource, .unsubscribeTextingSource, .unsubscribeAppPushSource,
            .language, .country, .city, .timeZone, .webBrowser, .webBrowserName, .webOS, .webOSName, .webDevice,
            .mobileOS, .mobileOSName, .mobileDevice, .mobileAppName, .mobileAppVersion:
            .text
        case .kind, .lastConversationState: .select
        case .tags, .userImportTags: .list
        case .member, .blocked, .hasChat, .unsubscribeEmail, .unsubscribeTexting, .unsubscribeAppPush,
            .hasPushToken, .emailQualified, .mobileNumberQualified:
            .boolean
        case .lastSeenAt, .createdAt, .updatedAt, .webLastSeenAt, .mobileLastSeenAt, .unsubscribeEmailUpdatedAt,
            .unsubscribeTextingUpdatedAt, .unsubscribeAppPushUpdatedAt, .lastActivityAt, .lastConversationAt,
            .lastPaymentAt:
            .datetime
        case .sessionsCount, .webSessionsCount, .mobileSessionsCount, .conversationsCount, .openConversationsCount,
            .snoozedConversationsCount, .closedConversationsCount, .paymentsCount, .paymentsTotal,
            .recentPurchaseCount, .recentPurchaseAmount:
            .number
        }
    }

    /// Hashes the case instead of its text, as facts are looked up for every key of every contact.
    package func hash(into hasher: inout Hasher) {
        withUnsafeBytes(of: self) { hasher.combine(bytes: $0) }
    }

    /// What a contact has before anything was recorded: booleans are false and counts are 0, both values.
    package var initial: Value? {
        switch type {
        case .boolean: .boolean(false)
        case .number: .number(0)
        case .text, .select, .date, .datetime, .list, .listOfNumber: nil
        }
    }

    package var options: [String] {
        switch self {
        case .kind: ContactKind.allCases.map(\.rawValue)
        case .lastConversationState: ["open", "snoozed", "closed"]
        default: []
        }
    }

    /// Whether text is compared to the letter instead of folded.
    package var isExact: Bool {
        self == .id || self == .memberId || self == .veilId
    }

    /// Whether the key is one of `Contact.facts`.
    package var isFact: Bool {
        switch self {
        case .id, .memberId, .member, .kind, .tags, .userImportTags: false
        default: true
        }
    }

    /// The keys that an import of a former system's history may set in contacts that it creates.
    package static let history: Set<BuiltInKey> = [
        .createdAt, .lastSeenAt, .sessionsCount, .country, .city, .language, .timeZone,
    ]

    /// The opt-outs, which an import sets and never resets.
    package static let optOuts: Set<BuiltInKey> = [.unsubscribeEmail, .unsubscribeTexting, .unsubscribeAppPush]

    /// When and from where the consent of an opt-out was last changed.
    package var consentKeys: (updatedAt: BuiltInKey, source: BuiltInKey)? {
        switch self {
        case .unsubscribeEmail: (.unsubscribeEmailUpdatedAt, .unsubscribeEmailSource)
        case .unsubscribeTexting: (.unsubscribeTextingUpdatedAt, .unsubscribeTextingSource)
        case .unsubscribeAppPush: (.unsubscribeAppPushUpdatedAt, .unsubscribeAppPushSource)
        default: nil
        }
    }
}
