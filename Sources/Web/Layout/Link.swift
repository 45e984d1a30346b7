package import Domain
import Foundation

/// Every address of a page, written in one place: for links, forms and redirects.
package enum Link: Sendable, Hashable {
    case home
    /// `next` is the path to go on to.
    case signIn(next: String?)
    case signInHelp
    case signOut
    /// Where a one-time link leads.
    case welcome(token: String)
    /// Where an installation without an organization is set up.
    case setUp(token: String)
    case preferences
    case live(after: Int64? = nil)
    case contacts(ContactsState)
    /// What changes of the page of contacts while one types.
    case contactResults
    case rows(ContactsState)
    case newContact
    case contactColumns
    case filterBuilder
    case filterCompletions
    case contact(String)
    case contactTab(String, ContactTab, kind: TimelineEvent.Kind?)
    case contactPanel(String, ContactTab, kind: TimelineEvent.Kind?)
    case contactContent(String, ContactTab, kind: TimelineEvent.Kind?)
    /// What happened before an event.
    case contactActivity(String, kind: TimelineEvent.Kind?, before: String, isPanel: Bool)
    case contactValue(String, key: String)
    case contactTags(String)
    case contactAvatar(String)
    case contactAvatarRemoval(String)
    case contactBlock(String)
    case contactDeletion(String, isErasure: Bool)
    case contactProperties(String)
    case segmentList
    /// The form of a new segment, begun with what the list shows.
    case newSegment(ContactsState, isShared: Bool)
    case segmentCopy(SegmentID)
    case segments
    case segmentPreview
    case segment(SegmentID)
    case segmentForm(SegmentID)
    case segmentDeletion(SegmentID)
    case segmentHistory(SegmentID, days: Int?)
    case newTerms
    case pastedTerms
    case termsForm(TermsID, ContactsState)
    case missingTerms(TermsID)
    case missingTermsFile(TermsID)
    case duplicates
    case dataQuality
    case analytics(AnalyticsState)
    /// What changes of the page of analytics with its form.
    case analyticsResults
    case analyticsActivity(AnalyticsState)
    /// A chart as a file.
    case analyticsFile(String, AnalyticsState)
    case duplicatePages(after: String)
    case duplicateDismissals
    case duplicateSearches
    case newMerge(ids: [String], primary: String?)
    case merges
    case bulkDrafts
    case bulkRehearsals
    case bulkChanges
    case bulkValue
    case jobs
    case jobCancellation(String)
    case settings
    case properties
    /// The part of its page that follows what others change.
    case propertyList
    case propertyOrder
    case newProperty
    case property(String)
    case propertyForm(String)
    case propertyVisibility(String)
    case propertyArchival(String)
    case propertyType(String)
    case propertyTypeRehearsal(String)
    case unregisteredKeys
    case keyCollection
    case keyRegistration(String)
    case keyDismissal(String)
    case tags
    /// The part of its page that follows what others change.
    case tagTree
    case newTag
    case tag(TagID)
    case tagForm(TagID)
    case tagMerge(TagID)
    case tagMergeRehearsal(TagID)
    case tagDeletion(TagID)
    case auditLog(AuditState, before: String? = nil)
    case auditLogFile
    case privacy
    /// The dialog that asks before the rule is set, and setting it.
    case retention
    case retentionPreview
    case retentionOff
    case retentionRuns
    /// The dialog on a subject's data, and its file.
    case subjectData(String)
    case subjectLinks(String)
    case subjectLinkRevocation(SubjectLinkID)
    /// Where a person fetches their data.
    case myData(token: String)
    case subscription(days: Int? = nil)
    case capacityAdditions
    case organization
    case logo(AvatarVersion)
    case logoUpload
    case logoRemoval
    case pluginKey
    case memberSecret
    case newMemberSecret
    case memberHash
    case operations
    case backups
    /// The part of its page that follows the backup that is being made.
    case backupList
    case backupCancellation
    case backupFile(String)
    case backupRemoval(String)
    case managers
    case newManager
    case manager(ManagerID)
    case managerForm(ManagerID)
    case managerAction(ManagerID, ManagerAction)
    case roles
    case newRole
    case role(RoleID)
    case roleRemoval(RoleID)
    case keys
    case newKey
    case key(KeyID)
    case keyForm(KeyID)
    case keyRevocation(KeyID)
    case account
    case ownName
    case ownPassword
    case ownTOTP
    case ownTOTPConfirmation
    case ownTOTPEnd
    case ownRecoveryCodes
    case ownSession(SessionID)
    /// All of a manager's own sessions but the present one.
    case otherSessions

    package var path: String {
        switch self {
        case .home: "/"
        case .signIn(let next): Self.path("/sign-in", [("next", next)])
        case .signInHelp: "/sign-in/help"
        case .signOut: "/sign-out"
        case .welcome(let token): "/welcome/" + Self.escaped(token)
        case .setUp(let token): "/set-up/" + Self.escaped(token)
        case .preferences: "/preferences"
        case .live(let seq): Self.path("/live", [("after", seq.map(String.init))])
        case .contacts(let view): Self.path("/contacts", view.parameters)
        case .contactResults: "/contacts/results"
        case .rows(let state): Self.path("/contacts/rows", state.parameters)
        case .newContact: "/contacts/new"
        case .contactColumns: "/contacts/columns"
        case .filterBuilder: "/contacts/filter"
        case .filterCompletions: "/contacts/completions"
        case .contact(let id): "/contacts/" + Self.escaped(id)
        case .contactTab(let id, let tab, let kind): Self.path(Self.contact(id), Self.shown(tab, kind))
        case .contactPanel(let id, let tab, let kind): Self.path(Self.contact(id) + "/panel", Self.shown(tab, kind))
        case .contactContent(let id, let tab, let kind): Self.path(Self.contact(id) + "/content", Self.shown(tab, kind))
        case .contactActivity(let id, let kind, let before, let isPanel):
            Self.path(
                Self.contact(id) + "/activity",
                [("kind", kind?.rawValue), ("before", before), ("in", isPanel ? "panel" : nil)]
            )
        case .contactValue(let id, let key): Self.contact(id) + "/values/" + Self.escaped(key)
        case .contactTags(let id): Self.contact(id) + "/tags"
        // With a version it is an `AvatarAddress`.
        case .contactAvatar(let id): Self.contact(id) + "/avatar"
        case .contactAvatarRemoval(let id): Self.contact(id) + "/avatar/removal"
        case .contactBlock(let id): Self.contact(id) + "/block"
        case .contactDeletion(let id, let isErasure):
            Self.path(Self.contact(id) + "/deletion", [("erase", isErasure ? "true" : nil)])
        case .contactProperties(let id): Self.contact(id) + "/properties"
        case .segmentList: "/segments/list"
        case .newSegment(let state, let isShared):
            Self.path("/segments/new", state.list.parameters + [("visibility", isShared ? "shared" : "personal")])
        case .segmentCopy(let id): "/segments/\(id)/copy"
        case .segments: "/segments"
        case .segmentPreview: "/segments/preview"
        case .segment(let id): "/segments/\(id)"
        case .segmentForm(let id): "/segments/\(id)/edit"
        case .segmentDeletion(let id): "/segments/\(id)/deletion"
        case .segmentHistory(let id, let days): Self.path("/segments/\(id)/history", [("days", days.map(String.init))])
        case .newTerms: "/terms/new"
        case .pastedTerms: "/terms"
        case .termsForm(let id, let state): Self.path("/terms/\(id)/edit", state.list.parameters)
        case .missingTerms(let id): "/terms/\(id)/missing"
        case .missingTermsFile(let id): "/terms/\(id)/missing.txt"
        case .duplicates: "/duplicates"
        case .dataQuality: "/data-quality"
        case .analytics(let state): Self.path("/analytics", state.parameters)
        case .analyticsResults: "/analytics/results"
        case .analyticsActivity(let state): Self.path("/analytics/activity", state.parameters)
        case .analyticsFile(let chart, let state): Self.path("/analytics/charts/\(chart)", state.parameters)
        case .duplicatePages(let cursor): Self.path("/duplicates", [("after", cursor)])
        case .duplicateDismissals: "/duplicates/dismissals"
        case .duplicateSearches: "/duplicates/searches"
        case .newMerge(let ids, let primary):
            Self.path("/merges/new", [("ids", ids.joined(separator: ".")), ("primary", primary)])
        case .merges: "/merges"
        case .bulkDrafts: "/bulk-changes/drafts"
        case .bulkRehearsals: "/bulk-changes/rehearsals"
        case .bulkChanges: "/bulk-changes"
        case .bulkValue: "/bulk-changes/value"
        case .jobs: "/jobs"
        case .jobCancellation(let id): "/jobs/" + Self.escaped(id) + "/cancellation"
        case .settings: "/settings"
        case .properties: "/settings/properties"
        case .propertyList: "/settings/properties/list"
        case .propertyOrder: "/settings/property-order"
        case .newProperty: "/settings/properties/new"
        case .property(let key): "/settings/properties/" + Self.escaped(key)
        case .propertyForm(let key): Self.property(key).path + "/edit"
        case .propertyVisibility(let key): Self.property(key).path + "/visibility"
        case .propertyArchival(let key): Self.property(key).path + "/archival"
        case .propertyType(let key): Self.property(key).path + "/type"
        case .propertyTypeRehearsal(let key): Self.property(key).path + "/type-rehearsal"
        case .unregisteredKeys: "/settings/unregistered-keys"
        case .keyCollection: "/settings/key-collection"
        case .keyRegistration(let key): "/settings/unregistered-keys/" + Self.escaped(key) + "/registration"
        case .keyDismissal(let key): "/settings/unregistered-keys/" + Self.escaped(key) + "/dismissal"
        case .tags: "/settings/tags"
        case .tagTree: "/settings/tags/list"
        case .newTag: "/settings/tags/new"
        case .tag(let id): "/settings/tags/\(id)"
        case .tagForm(let id): "/settings/tags/\(id)/edit"
        case .tagMerge(let id): "/settings/tags/\(id)/merge"
        case .tagMergeRehearsal(let id): "/settings/tags/\(id)/merge-rehearsal"
        case .tagDeletion(let id): "/settings/tags/\(id)/deletion"
        case .auditLog(let state, let before):
            Self.path("/settings/audit-log", state.parameters + [("before", before)])
        case .auditLogFile: "/settings/audit-log/file"
        case .privacy: "/settings/privacy"
        case .retention: "/settings/privacy/retention"
        case .retentionPreview: "/settings/privacy/retention-preview"
        case .retentionOff: "/settings/privacy/retention-off"
        case .retentionRuns: "/settings/privacy/retention-runs"
        case .subjectData(let id): Self.contact(id) + "/subject-data"
        case .subjectLinks(let id): Self.contact(id) + "/subject-links"
        case .subjectLinkRevocation(let id): "/settings/privacy/links/\(id)/revocation"
        case .myData(let token): "/my-data/" + Self.escaped(token)
        case .subscription(let days): Self.path("/settings/subscription", [("days", days.map(String.init))])
        case .capacityAdditions: "/settings/subscription/additions"
        case .organization: "/settings/organization"
        case .logo(let version): "/organization/logo?v=\(version)"
        case .logoUpload: "/settings/organization/logo"
        case .logoRemoval: "/settings/organization/logo/removal"
        case .pluginKey: "/settings/organization/plugin-key"
        case .memberSecret: "/settings/organization/member-secret"
        case .newMemberSecret: "/settings/organization/member-secret/new"
        case .memberHash: "/settings/organization/member-hash"
        case .operations: "/settings/operations"
        case .backups: "/settings/backups"
        case .backupList: "/settings/backups/list"
        case .backupCancellation: "/settings/backups/cancellation"
        case .backupFile(let name): "/settings/backups/" + Self.escaped(name) + "/file"
        case .backupRemoval(let name): "/settings/backups/" + Self.escaped(name) + "/removal"
        case .managers: "/settings/managers"
        case .newManager: "/settings/managers/new"
        case .manager(let id): "/settings/managers/\(id)"
        case .managerForm(let id): "/settings/managers/\(id)/edit"
        case .managerAction(let id, let action): "/settings/managers/\(id)/\(action.rawValue)"
        case .roles: "/settings/roles"
        case .newRole: "/settings/roles/new"
        case .role(let id): "/settings/roles/\(id)"
        case .roleRemoval(let id): "/settings/roles/\(id)/removal"
        case .keys: "/settings/keys"
        case .newKey: "/settings/keys/new"
        case .key(let id): "/settings/keys/\(id)"
        case .keyForm(let id): "/settings/keys/\(id)/edit"
        case .keyRevocation(let id): "/settings/keys/\(id)/revocation"
        case .account: "/settings/account"
        case .ownName: "/settings/account/name"
        case .ownPassword: "/settings/account/password"
        case .ownTOTP: "/settings/account/totp"
        case .ownTOTPConfirmation: "/settings/account/totp/confirmation"
        case .ownTOTPEnd: "/settings/account/totp/end"
        case .ownRecoveryCodes: "/settings/account/recovery-codes"
        case .ownSession(let id): "/settings/account/sessions/\(id)/end"
        case .otherSessions: "/settings/account/other-sessions"
        }
    }

    /// A path of this server, or nil for what would lead a browser elsewhere.
    static func local(_ path: String?) -> String? {
        guard let path, path.hasPrefix("/"), path.utf8.count <= 2_000 else { return nil }
        // `//host` and `/\host` are addresses of other servers to a browser, which also drops tabs and line breaks.
        let second = path.dropFirst().first
        guard second != "/", second != "\\" else { return nil }
        return path.utf8.allSatisfy { $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "\\") } ? path : nil
    }

    /// The parameters of a query as a browser's form writes them; of a name that comes twice, the last.
    static func parameters(_ query: String?) -> [String: String] {
        fields(query ?? "").compactMapValues(\.last)
    }

    /// The fields of a form, each with all of its texts in their order.
    static func fields(_ form: String) -> [String: [String]] {
        var fields: [String: [String]] = [:]
        for pair in form.utf8.split(separator: UInt8(ascii: "&")).prefix(mostFields) {
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = parts.first.flatMap(plain) else { continue }
            fields[name, default: []].append(parts.count == 2 ? plain(parts[1]) ?? "" : "")
        }
        return fields
    }

    private static let mostFields = 5_000

    /// Nil where it is no text. Byte by byte: a form may have megabytes of pasted terms, and Foundation drops byte order marks.
    private static func plain(_ text: Substring.UTF8View) -> String? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var rest = text.makeIterator()
        while let byte = rest.next() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = rest.next().flatMap(digit), let low = rest.next().flatMap(digit) else { return nil }
                bytes.append(high << 4 | low)
            default: bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    /// The value of a hexadecimal digit.
    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    private static func contact(_ id: String) -> String { "/contacts/" + escaped(id) }

    /// The first tab has no name in an address.
    private static func shown(_ tab: ContactTab, _ kind: TimelineEvent.Kind?) -> [(String, String?)] {
        [("tab", tab == .overview ? nil : tab.rawValue), ("kind", kind?.rawValue)]
    }

    private static func path(_ path: String, _ parameters: [(String, String?)]) -> String {
        let query = parameters.compactMap { name, value in
            value.flatMap { $0.isEmpty ? nil : "\(name)=\(escaped($0))" }
        }
        return query.isEmpty ? path : path + "?" + query.joined(separator: "&")
    }

    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for byte in text.utf8 {
            let sign = Character(Unicode.Scalar(byte))
            if byte < 128, sign.isLetter || sign.isNumber || "-._~".contains(sign) {
                escaped.append(sign)
            } else {
                escaped += "%" + String(UInt(byte) + 256, radix: 16, uppercase: true).dropFirst()
            }
        }
        return escaped
    }
}
