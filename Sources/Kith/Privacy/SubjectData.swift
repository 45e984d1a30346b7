import Database
package import Domain
import Stores

/// All that Kith keeps of one person, but for the timeline, which is read a page at a time.
package struct SubjectData: Sendable {
    package let organization: Organization
    package let madeAt: Instant
    package let contact: Contact
    /// As the organization shares it: filters of single managers are their own.
    package let catalogue: Catalogue
    package let identities: [Identity]
    /// The shared segments that the person is in now.
    package let segments: [Segment]
    package let avatar: Avatar?
    /// The file that last made or changed it.
    package let imported: Imported?
    /// What lets others seem the same person; not who they are.
    package let duplicates: [DuplicatePair.Evidence]
    package let links: [SubjectLink]
    /// What the audit log has on the person, newest first.
    package let entries: [AuditEntry]

    package struct Imported: Sendable {
        package let file: String
        package let at: Instant
    }

    fileprivate static let mostEntries = 1_000
    static let eventsAtOnce = 500

    /// When, from where and of what somebody said not to want it.
    package struct Consent: Sendable {
        package let key: BuiltInKey
        package let isOut: Bool
        package let updatedAt: Instant?
        package let source: String?
    }

    package var consents: [Consent] {
        BuiltInKey.allCases.filter(BuiltInKey.optOuts.contains).map { key in
            let keys = key.consentKeys
            var updatedAt: Instant?
            if case .datetime(let moment)? = keys.flatMap({ contact[$0.updatedAt] }) { updatedAt = moment }
            return Consent(
                key: key,
                isOut: contact[key] == .boolean(true),
                updatedAt: updatedAt,
                source: keys.flatMap { contact[$0.source] }.map(\.text)
            )
        }
    }

    /// The ids of contacts that were merged into this one.
    package var formerIDs: [ContactID] { identities.compactMap(\.formerContact) }
}

extension SubjectData {
    init(
        of id: ContactID,
        in organization: OrganizationID,
        _ catalogue: Catalogue,
        at now: Instant,
        _ connection: any Connection
    ) throws {
        let store = ContactStore(organization, connection)
        guard let contact = try store.contacts(ids: [id], in: catalogue).first else { throw ContactError.unknown }
        self.organization = try Subscription.organization(organization, connection)
        self.contact = contact
        self.catalogue = catalogue
        madeAt = now
        identities = try IdentityStore(organization, connection).identities(of: [id]).sorted()
        let moment = Moment(now: now, zone: catalogue.zone)
        segments = try catalogue.segments.values.filter { segment in
            guard contact.kind != .anonymous, let filter = try? segment.filter.resolved(in: catalogue) else {
                return false
            }
            var selection = ContactSelection(
                predicate: filter.predicate(at: moment, in: catalogue),
                catalogue: catalogue
            )
            selection.among = [id]
            return try store.count(selection) == 1
        }
        .sorted { ($0.name.folded(), $0.id) < ($1.name.folded(), $1.id) }
        avatar = try AvatarStore(organization, connection).find(of: id)
        imported = try contact.lastImport.flatMap { try ImportStore(organization, connection).file($0) }
            .map { Imported(file: $0.name, at: $0.at) }
        duplicates = try DuplicateStore(organization, connection).pairs(of: id).map(\.evidence)
        links = try SubjectLinkStore(organization, connection).all(of: id, at: now)
        entries = try AuditStore(organization, connection)
            .entries(AuditFilter(subject: "contact:\(id)"), limit: Self.mostEntries)
    }
}

extension Privacy {
    /// Reads all that is kept of a person, for a manager to hand over. That it was taken stands in the audit log.
    ///
    /// The id of a merged contact leads to the primary. `format` is how it is written.
    package func subjectData(of id: ContactID, as format: SubjectFormat, by caller: Caller) async throws -> SubjectData
    {
        try caller.require(.managePrivacy)
        try caller.require(.seeContacts)
        let contact = try await kith.write { transaction in
            let contact = try kith.contacts.primary(of: id, in: caller.organization, transaction.connection)
            try transaction.audit(
                .tookSubjectData,
                of: "contact:\(contact)",
                ["format": .string(format.rawValue)],
                by: caller
            )
            return contact
        }
        return try await read(contact, of: caller.organization)
    }

    /// Reads what was noted to be taken: by itself, as segments may take long to answer, and nobody is to wait for that.
    func read(_ contact: ContactID, of organization: OrganizationID) async throws -> SubjectData {
        let now = kith.now()
        return try await kith.read { connection in
            // Filters of single managers are their own.
            let catalogue = try kith.catalogue(of: organization, connection).seen(by: nil)
            return try SubjectData(of: contact, in: organization, catalogue, at: now, connection)
        }
    }

    /// The next events of what was read, newest first; an empty page is the end.
    package func events(of data: SubjectData, before event: EventID?) async throws -> [TimelineEvent] {
        try await kith.read { connection in
            try EventStore(data.organization.id, connection)
                .events(of: data.contact.id, before: event, limit: SubjectData.eventsAtOnce)
        }
    }
}

/// How a subject's data is written: for programs, or to be read and printed.
package enum SubjectFormat: String, CaseIterable, Sendable {
    case json
    case html
}
