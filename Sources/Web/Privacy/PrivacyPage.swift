import Domain
package import Hummingbird
import Kith

/// What is done so that people's data is not kept for ever, and for those who ask about theirs.
package struct PrivacyPage: Sendable {
    struct Model: Sendable {
        let title: String
        let retention: ShownRetention
        let optOuts: [Figure]
        let links: [LinkRow]
        let seesContacts: Bool
        let hasNoLinks: Bool
        let here = Link.privacy.path
        /// Where the log says what was done; nil for whom that is not to be seen.
        let log: String?
    }

    struct Figure: Sendable {
        let name: String
        let value: String
        /// The contacts; a list of one or none.
        let lists: [String]
    }

    struct LinkRow: Sendable {
        let name: String
        let contact: String
        let detail: String
        let revocation: String
        let revoke: String
    }

    let site: Site

    /// `GET /settings/privacy`
    package func show(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let privacy = site.kith.privacy
        let seesContacts = exchange.caller.may(.seeContacts)
        let optOuts = try await privacy.optOuts(by: exchange.caller)
        let links = seesContacts ? try await privacy.links(by: exchange.caller) : []
        let model = Model(
            title: view.words["privacy.title"],
            retention: try await ShownRetention(in: view),
            optOuts: BuiltInKey.allCases.filter(BuiltInKey.optOuts.contains).map { key in
                let list = Link.contacts(ContactsState(["filter": "\(key.rawValue) = true"])).path
                return Figure(
                    name: view.words["contact.consent.\(key.rawValue)"],
                    value: view.region.number(optOuts[key] ?? 0),
                    lists: seesContacts ? [list] : []
                )
            },
            links: links.map { LinkRow($0.link, of: $0.contact, in: view) },
            seesContacts: seesContacts,
            hasNoLinks: links.isEmpty,
            log: exchange.caller.may(.seeAuditLog) ? Link.auditLog(AuditState()).path : nil
        )
        return try await view.page("privacy", title: model.title, model, current: .privacy)
    }

    /// `GET /settings/privacy/links/{link}/revocation`
    package func askRevocation(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let (link, contact) = try await find(exchange)
        let question = SettingsQuestion(
            title: view.words["privacy.revoke.title"],
            about: view.name(of: contact),
            what: view.words["privacy.revoke.what"],
            submit: view.words["privacy.revoke.now"],
            action: .subjectLinkRevocation(link.id),
            isBad: true
        )
        return try question.draw(in: view)
    }

    /// `POST /settings/privacy/links/{link}/revocation`
    package func revoke(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        _ = try await Form(of: request, by: exchange)
        let (link, _) = try await find(exchange)
        try await site.kith.privacy.revokeLink(link.id, by: exchange.caller)
        return .settingsChanged(view.words["privacy.revoke.done"])
    }

    private func find(_ exchange: ManagerExchange) async throws -> (link: SubjectLink, contact: Contact) {
        let id = exchange.parameters.get("link").flatMap { SubjectLinkID($0) }
        let links = try await site.kith.privacy.links(by: exchange.caller)
        guard let found = links.first(where: { $0.link.id == id }) else { throw SubjectLinkError.unknown }
        return found
    }
}

extension PrivacyPage.LinkRow {
    fileprivate init(_ link: SubjectLink, of contact: Contact, in view: View) {
        name = view.name(of: contact)
        self.contact = Link.contact(contact.id.description).path
        detail = view.words(
            "privacy.link.detail",
            ["time": view.region.moment(link.expiresAt), "n": view.region.number(link.downloadsLeft)]
        )
        revocation = Link.subjectLinkRevocation(link.id).path
        revoke = view.words("privacy.link.revoke", ["name": name])
    }
}
