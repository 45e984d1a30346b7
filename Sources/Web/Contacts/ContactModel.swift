import Domain
import Kith

/// What the page of a contact shows, and the panel beside the list.
struct ContactModel: Sendable {
    struct Tab: Sendable {
        let tabName: String
        let tabLink: String
        let isCurrent: Bool
    }

    let contactID: String
    let shownName: String
    let portrait: ContactPortrait
    let person: Person
    let isPanel: Bool
    let pageLink: String
    let contactsLink: String
    /// Where this very content comes from, to be read anew.
    let refreshLink: String
    let tabs: [Tab]
    let overview: ContactOverview?
    let hasNoConversations: Bool
    let activity: ContactActivity?
    let properties: ContactProperties?
    let tagging: ContactTags?
    let hasNoSocialProfiles: Bool
    let menu: ContactMenu?

    init(_ found: FoundContact, at place: ContactPlace, in view: View) async throws {
        let contact = found.contact
        let id = contact.id.description
        contactID = id
        shownName = view.name(of: contact)
        portrait = ContactPortrait(contact, in: view)
        person = Person(contact, marks: MarkedText(search: ""), view: view)
        isPanel = place.isPanel
        pageLink = Link.contactTab(id, place.tab, kind: nil).path
        contactsLink = Link.contacts(ContactsState()).path
        refreshLink =
            place.isPanel
            ? Link.contactPanel(id, place.tab, kind: place.kind).path
            : Link.contactContent(id, place.tab, kind: place.kind).path
        tabs = ContactTab.allCases.map { tab in
            Tab(
                tabName: view.words["contact.tab.\(tab.rawValue)"],
                tabLink: Link.contactTab(id, tab, kind: nil).path,
                isCurrent: tab == place.tab
            )
        }
        overview = place.tab == .overview ? ContactOverview(found, in: view) : nil
        hasNoConversations = place.tab == .conversations
        activity =
            place.tab == .activity ? try await ContactActivity(of: found, at: place, before: nil, in: view) : nil
        properties = place.tab == .properties ? ContactProperties(found, in: view) : nil
        tagging = place.tab == .tags ? ContactTags(found, in: view) : nil
        hasNoSocialProfiles = place.tab == .social
        menu = ContactMenu(contact, in: view)
    }
}

/// What can be done with a contact as a whole, as far as the role allows it.
struct ContactMenu: Sendable {
    let blockLink: String
    let isBlockable: Bool
    let isBlockedNow: Bool
    let deletionLink: String?
    let erasureLink: String?
    let subjectDataLink: String?

    /// Nil where nothing is allowed.
    init?(_ contact: Contact, in view: View) {
        let id = contact.id.description
        blockLink = Link.contactBlock(id).path
        isBlockable = view.caller.may(.editContacts)
        isBlockedNow = contact[.blocked] == .boolean(true)
        deletionLink = view.caller.may(.deleteContacts) ? Link.contactDeletion(id, isErasure: false).path : nil
        erasureLink = view.caller.may(.managePrivacy) ? Link.contactDeletion(id, isErasure: true).path : nil
        subjectDataLink = view.caller.may(.managePrivacy) ? Link.subjectData(id).path : nil
        guard isBlockable || deletionLink != nil || erasureLink != nil else { return nil }
    }
}

/// The first thing that one wants to know of somebody.
struct ContactOverview: Sendable {
    let facts: [ContactFact]
    let consents: [ContactFact]
    let notes: ContactFact?
    let overviewTags: ShownValue
    let tagsLink: String

    private static let shown: [PropertyKey] = [
        .profile(ProfileKey.email), .profile(ProfileKey.mobileNumber), .profile(ProfileKey.company),
        .profile(ProfileKey.title), .builtIn(.lastSeenAt), .builtIn(.createdAt), .builtIn(.sessionsCount),
        .builtIn(.country), .builtIn(.city), .builtIn(.language), .builtIn(.memberId),
    ]
    private static let whereKnown: Set<PropertyKey> = [
        .profile(ProfileKey.title), .builtIn(.city), .builtIn(.memberId),
    ]

    init(_ found: FoundContact, in view: View) {
        func fact(_ key: PropertyKey) -> ContactFact? { ContactFact(key, of: found, in: view) }
        facts = Self.shown.compactMap(fact).filter { !$0.factValue.isNone || !Self.whereKnown.contains($0.key) }
        consents = BuiltInKey.allCases.filter(BuiltInKey.optOuts.contains).compactMap { key in
            ContactFact(.builtIn(key), of: found, isConsent: true, in: view)
        }
        notes = fact(.profile(ProfileKey.notes))
        overviewTags = view.value(.builtIn(.tags), type: .list, of: found.contact, in: found.catalogue)
        tagsLink = Link.contactTab(found.contact.id.description, .tags, kind: nil).path
    }
}

/// All values: first those that people edit, then those that are written once or by Kith itself.
struct ContactProperties: Sendable {
    let own: [ContactFact]
    let fixed: [ContactFact]
    let addLink: String?

    /// What every contact has beside the facts that Kith records.
    private static let unrecorded: Set<BuiltInKey> = [.id, .kind, .memberId, .userImportTags]

    init(_ found: FoundContact, in view: View) {
        let shown = found.catalogue.shownProperties.filter { !$0.isHiddenInContacts }
        let optOuts = BuiltInKey.allCases.filter(BuiltInKey.optOuts.contains)
        let recorded = BuiltInKey.allCases.filter { key in
            let isKnown = found.contact.facts[key] != nil || Self.unrecorded.contains(key)
            return isKnown && !BuiltInKey.optOuts.contains(key)
        }
        func facts(_ keys: [PropertyKey]) -> [ContactFact] {
            keys.compactMap { ContactFact($0, of: found, in: view) }
        }
        own = facts(shown.filter { !$0.isWriteOnce }.map(\.propertyKey) + optOuts.map(PropertyKey.builtIn))
        fixed =
            facts(shown.filter(\.isWriteOnce).map(\.propertyKey))
            + facts(recorded.map(PropertyKey.builtIn)).filter { !$0.factValue.isNone }
        addLink =
            view.caller.may(.manageProperties) && view.caller.may(.editContacts)
            ? Link.contactProperties(found.contact.id.description).path : nil
    }
}
