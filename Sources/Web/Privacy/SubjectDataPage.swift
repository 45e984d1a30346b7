import Domain
import HTTPTypes
package import Hummingbird
import Kith

/// What is kept of one contact, for whoever hands it over: as a file, or by a link that the person opens.
package struct SubjectDataPage: Sendable {
    struct Model: Sendable {
        let name: String
        let download: String
        let makeLink: String
        let formToken: String
        /// Why there can be no link; a list of one or none.
        let problems: [String]
        let address: String
        let mayLink: Bool
        /// The link that is still good; a list of one or none.
        let links: [String]
    }

    let site: Site

    /// `GET /contacts/{id}/subject-data`
    package func show(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let found = try await site.kith.contacts.find(exchange.contactID(), by: exchange.caller)
        let id = found.contact.id.description
        let links = try await site.kith.privacy.links(of: found.contact.id, by: exchange.caller)
        let address = found.contact.verifiedEmail
        let model = Model(
            name: view.name(of: found.contact),
            download: Link.subjectData(id).path,
            makeLink: Link.subjectLinks(id).path,
            formToken: view.session.formToken,
            problems: address == nil ? [view.sentence(SubjectLinkError.notVerified.explanation)] : [],
            address: address ?? "",
            mayLink: address != nil,
            links: links.map { link, _ in
                view.words("subject-data.link-there", ["time": view.region.moment(link.expiresAt)])
            }
        )
        return try view.fragment("subject-data-dialog", model)
    }

    /// `POST /contacts/{id}/subject-data`: the file, in the `format` that the form names.
    package func download(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let form = try await Form(of: request, by: exchange)
        guard let format = SubjectFormat(rawValue: form["format"]) else { throw HTTPError(.unprocessableContent) }
        let data = try await site.kith.privacy
            .subjectData(of: exchange.contactID(), as: format, by: exchange.caller)
        return site.attachment(data, as: format, in: site.speech(view.words.language))
    }

    /// `POST /contacts/{id}/subject-links`: the dialog that shows the link this once.
    package func makeLink(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        _ = try await Form(of: request, by: exchange)
        let made = try await site.kith.privacy.makeLink(for: exchange.contactID(), by: exchange.caller)
        let shown = ShownOnce(
            title: view.words("subject-data.link.title", ["name": view.name(of: made.contact)]),
            lead: view.words(
                "subject-data.link.lead",
                [
                    "time": view.region.moment(made.link.expiresAt),
                    "n": view.region.number(made.link.downloadsLeft),
                ]
            ),
            name: view.words["subject-data.link.name"],
            text: (request.headers[.origin] ?? "") + Link.myData(token: made.token).path,
            hint: view.words("subject-data.link.hint", ["address": made.contact.verifiedEmail ?? ""]),
            copy: view.words["managers.link.copy"],
            copied: view.words["managers.link.copied"]
        )
        return try view.fragment("shown-once", shown).telling([.settingsChanged])
    }
}

extension Site {
    /// A subject's data as a file, written as it is read.
    func attachment(_ data: SubjectData, as format: SubjectFormat, in speech: Speech) -> Response {
        let privacy = kith.privacy
        switch format {
        case .json:
            return .attachment("my-data.json", type: "application/json") { writer in
                try await privacy.writeJSON(data) { try await writer.write(ByteBuffer(string: $0)) }
            }
        case .html:
            let document = SubjectDocument(data, in: speech)
            return .attachment("my-data.html", type: "text/html; charset=utf-8") { writer in
                try await writer.write(ByteBuffer(string: speech.templates.draw("subject-data", document)))
                var before: EventID?
                while let last = try await privacy.events(of: data, before: before).written(in: document, &writer) {
                    before = last
                }
                try await writer.write(ByteBuffer(string: speech.templates.draw("subject-data-end", document)))
            }
        }
    }
}

extension [TimelineEvent] {
    /// Writes a page of events; returns the last of them, nil where there is none.
    fileprivate func written(
        in document: SubjectDocument,
        _ writer: inout any ResponseBodyWriter
    ) async throws -> EventID? {
        guard let last else { return nil }
        try await writer.write(ByteBuffer(string: document.draw(self)))
        return last.id
    }
}
