import Domain
import Kith

/// What stands around every page of a manager who is signed in.
struct Shell: Sendable {
    struct Item: Sendable {
        let title: String
        let link: String
        let isCurrent: Bool
    }

    let organization: String
    let organizationInitial: String
    let organizationLogo: String?
    let manager: String
    let email: String
    let role: String
    let formToken: String
    let formHeader: String
    let signOut = Link.signOut.path
    let preferences = Link.preferences.path
    let account = Link.account.path
    let live: String
    let contacts: Item
    let duplicates: Item
    let dataQuality: Item
    let analytics: Item
    let seesAnalytics: Bool
    let segments: SegmentList
    let settings: SettingsMenu
    /// Nil for whoever sees no contacts.
    let jobs: JobList?
    let seesContacts: Bool
    let languages: [Choice]
    let schemes: [Choice]

    init(_ view: View, segments: SegmentList, jobs: JobList?, current: Link) {
        let session = view.session
        organization = session.organization.name
        organizationInitial = session.organization.initial
        organizationLogo = session.organization.logo.map { Link.logo($0).path }
        manager = session.manager.name
        email = session.manager.email.description
        role = view.name(of: session.role)
        formToken = session.formToken
        formHeader = JSON.object([Form.tokenHeader: .string(session.formToken)]).description
        seesContacts = view.caller.may(.seeContacts)
        live = Link.live(after: view.seen).path
        self.segments = segments
        self.jobs = jobs
        settings = SettingsMenu(in: view, current: current)
        func item(_ title: String, _ link: Link) -> Item {
            Item(title: view.words[title], link: link.path, isCurrent: link == current)
        }
        contacts = item("contacts.title", .contacts(ContactsState()))
        duplicates = item("duplicates.title", .duplicates)
        dataQuality = item("quality.title", .dataQuality)
        analytics = item("analytics.title", .analytics(AnalyticsState()))
        seesAnalytics = view.caller.may(.seeAnalytics)
        languages = Preferences.Language.allCases.map { language in
            Choice(
                value: language.rawValue,
                title: view.words["language.\(language.rawValue)"],
                isChosen: language == view.words.language
            )
        }
        let scheme = session.manager.preferences.scheme?.rawValue ?? "device"
        schemes = (["device"] + Preferences.Scheme.allCases.map(\.rawValue)).map { name in
            Choice(value: name, title: view.words["scheme.\(name)"], isChosen: name == scheme)
        }
    }
}

/// The segments in the sidebar.
struct SegmentList: Sendable {
    struct Item: Sendable {
        let id: String
        let name: String
        let link: String
        let count: String?
        let isCurrent: Bool
        let isBroken: Bool
    }

    let shared: [Item]
    let personal: [Item]
    let hasPersonal: Bool
    let hasShared: Bool
    let refresh = Link.segmentList.path

    init(_ segments: [ShownSegment], in view: View, current: Link) {
        func items(_ isPersonal: Bool) -> [Item] {
            segments.filter { ($0.segment.visibility != .shared) == isPersonal }.map { shown in
                let link = Link.contacts(ContactsState(segment: shown.segment.id.description))
                return Item(
                    id: shown.segment.id.description,
                    name: shown.segment.name,
                    link: link.path,
                    count: shown.count.map { view.region.number($0) },
                    isCurrent: link == current,
                    isBroken: shown.problem != nil
                )
            }
        }
        shared = items(false)
        personal = items(true)
        hasShared = !shared.isEmpty
        hasPersonal = !personal.isEmpty
    }
}
