import Domain
import Foundation
package import HTTP
import HTTPTypes
package import Hummingbird
import Kith

/// Where a person fetches what is kept of them, by a link that was sent to their verified address.
///
/// The token in the address is all that is needed: no cookie is set, and nothing is asked of anybody else. Looking at the
/// page uses nothing up: mail programs look at links before people do.
package struct MyDataPage: Sendable {
    struct Model: Sendable {
        let title: String
        let lead: String
        let rest: String
        let action: String
    }

    struct Ended: Sendable {
        let title: String
        let explanation: String
    }

    let site: Site

    /// `GET /my-data/{token}`
    package func show(_ request: Request, _ exchange: Exchange) async throws -> Response {
        try await answer(request) {
            let token = try exchange.parameters.require("token")
            let visit = try await site.kith.privacy.visit(token, from: site.settings.sender.of(request, exchange))
            let speech = speech(visit.language, request)
            let region = Region(visit.organization, words: speech.words, now: site.kith.now())
            let words = speech.words
            let model = Model(
                title: words["my-data.title"],
                lead: words("my-data.lead", ["organization": visit.organization.name]),
                rest: words(
                    "my-data.rest",
                    [
                        "time": region.moment(visit.link.expiresAt), "zone": region.zone.identifier,
                        "n": region.number(visit.link.downloadsLeft),
                    ]
                ),
                action: Link.myData(token: token).path
            )
            return try site.page("my-data", "my-data.title", model, in: speech)
        }
    }

    /// `POST /my-data/{token}`: the file, in the `format` that the form names.
    package func download(_ request: Request, _ exchange: Exchange) async throws -> Response {
        let form = try await Form(of: request)
        guard let format = SubjectFormat(rawValue: form["format"]) else { throw HTTPError(.unprocessableContent) }
        return try await answer(request) {
            let data = try await site.kith.privacy.subjectData(
                byLink: exchange.parameters.require("token"),
                as: format,
                from: site.settings.sender.of(request, exchange)
            )
            return site.attachment(data, as: format, in: speech(data.contact[.language]?.text, request))
        }
    }

    /// A link that does not work is explained to whoever holds it, who is no manager. Nothing here is for search engines.
    private func answer(_ request: Request, _ body: () async throws -> Response) async throws -> Response {
        var response: Response
        do {
            response = try await body()
        } catch let error as SubjectLinkError {
            let failure = error.failure
            let speech = site.speech(for: request)
            let model = Ended(
                title: speech.words["my-data.ended"],
                explanation: speech.words.sentence(error.explanation)
            )
            response = try site.page("my-data-ended", "my-data.ended", model, in: speech, status: failure.status)
            if let seconds = failure.retryAfter { response.headers[.retryAfter] = String(seconds) }
        }
        return response.settingHeaders(["X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer"])
    }

    /// The person's own language where it is one of ours, else that of the browser.
    private func speech(_ language: String?, _ request: Request) -> Site.Speech {
        let own = language.flatMap { Preferences.Language(rawValue: String($0.prefix(2)).lowercased()) }
        return own.map(site.speech) ?? site.speech(for: request)
    }
}
