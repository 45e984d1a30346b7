import Domain
import Foundation
package import HTTP
package import Hummingbird
import Kith

/// Where the printed link of a new installation leads: its owner and organization are made here.
package struct SetUpPage: Sendable {
    static let samples = 1_000

    struct Model: Sendable {
        let formToken: String
        let action: String
        let shortest = Password.shortest
        let ownerName: String
        let email: String
        let organization: String
        let countries: [Choice]
        let zones: [Choice]
        let samples: String
        let takesSamples: Bool
        /// What is wrong, by the fields of the form; lists of one or none.
        let problems: Problems
    }

    struct Problems: Sendable {
        var ownerName: [String] = []
        var email: [String] = []
        var password: [String] = []
        var repeated: [String] = []
        var organization: [String] = []
        var zone: [String] = []
    }

    let site: Site

    /// `GET /set-up/{token}`
    package func show(_ request: Request, _ exchange: Exchange) async throws -> Response {
        let token = try exchange.parameters.require("token")
        try await site.kith.organizations.requireSetUp(by: token)
        return try draw(request, token, Form(""), Problems())
    }

    /// `POST /set-up/{token}`
    package func perform(_ request: Request, _ exchange: Exchange) async throws -> Response {
        let form = try await Form(of: request)
        try form.requireToken(Cookies.formToken(of: request))
        let token = try exchange.parameters.require("token")
        let organizations = site.kith.organizations
        try await organizations.requireSetUp(by: token)
        let words = site.speech(for: request).words
        var problems = Problems()
        do {
            guard form["password"] == form["repeated"] else {
                problems.repeated = [words["welcome.differ"]]
                return try draw(request, token, form, problems)
            }
            let setUp = SetUp(
                settings: try OrganizationSettings(
                    name: form["organization"],
                    country: form["country"],
                    timeZone: form["zone"],
                    language: words.language.rawValue
                ),
                owner: try ManagerEmail(form["email"]),
                ownerName: form["owner_name"],
                password: form["password"]
            )
            let session = try await organizations.setUp(
                setUp,
                by: token,
                address: site.settings.sender.of(request, exchange),
                userAgent: request.headers[.userAgent]
            )
            if form["start"] == "samples", let owner = try await site.kith.managers.session(session.token) {
                try await site.kith.samples.take(Self.samples, by: owner.caller)
            }
            var response = Response.seeOther(Link.home.path)
            site.begin(session, on: &response)
            return response
        } catch let error as OrganizationError {
            switch error {
            case .badName: problems.organization = [words.sentence(error.explanation)]
            case .badTimeZone: problems.zone = [words.sentence(error.explanation)]
            default: throw error
            }
        } catch let error as ManagerError {
            switch error {
            case .badName: problems.ownerName = [words.sentence(error.explanation)]
            case .badEmail: problems.email = [words.sentence(error.explanation)]
            case .passwordTooShort, .passwordTooLong: problems.password = [words.sentence(error.explanation)]
            default: throw error
            }
        }
        return try draw(request, token, form, problems)
    }

    private func draw(_ request: Request, _ token: String, _ form: Form, _ problems: Problems) throws -> Response {
        let speech = site.speech(for: request)
        let words = speech.words
        let formToken = site.formToken(for: request)
        let isFirst = form["country"].isEmpty
        let country = isFirst ? Self.country(of: request) : form["country"]
        let model = Model(
            formToken: formToken,
            action: Link.setUp(token: token).path,
            ownerName: form["owner_name"],
            email: form["email"],
            organization: form["organization"],
            countries: words.countries.map { Choice(value: $0, title: $1, isChosen: $0 == country) },
            zones: OrganizationSettings.timeZones.map { Choice(value: $0, title: $0, isChosen: $0 == form["zone"]) },
            samples: words("set-up.samples", ["n": Self.samples.formatted(.number.locale(words.locale))]),
            takesSamples: form["start"] == "samples",
            problems: problems
        )
        var response = try site.page(
            "set-up",
            "set-up.title",
            model,
            in: speech,
            status: isFirst ? .ok : .unprocessableContent
        )
        site.cookies.set(Cookies.form, formToken, maxAge: Site.formSeconds, on: &response)
        return response
    }

    /// The country of the first language that says one, as in `ko-KR`.
    private static func country(of request: Request) -> String {
        let tags = (request.headers[.acceptLanguage] ?? "").split(separator: ",")
        let countries = tags.lazy.compactMap { tag -> Country? in
            let parts = tag.prefix { $0 != ";" }.split(separator: "-")
            return parts.count < 2 ? nil : parts.last.flatMap { Country(String($0)) }
        }
        return (countries.first ?? Country("US"))?.description ?? ""
    }
}
