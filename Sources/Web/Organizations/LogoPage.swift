import Domain
import HTTP
package import Hummingbird
import Kith

/// The picture of an organization: every manager sees it beside the name, whoever manages the organization changes it.
package struct LogoPage: Sendable {
    /// A picture has another address once it is another one.
    private static let keepsForever = "private, max-age=31536000, immutable"

    let site: Site

    /// `GET /organization/logo?v=…`: the picture of now, whichever version is asked for.
    package func show(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let logo = try await site.kith.organizations.logo(by: exchange.caller)
        let isNamed = Link.parameters(request.uri.query)["v"] == logo.version.description
        return .avatar(logo, to: request, cache: isNamed ? Self.keepsForever : "private, no-cache")
    }

    /// `POST /settings/organization/logo`: the body is the file. 422 with the logo as it was, and why.
    package func put(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        do {
            let file = try await Form.file(of: request, by: exchange, upTo: Avatar.mostBytes)
            let organization = try await site.kith.organizations.putLogo(file, by: exchange.caller)
            let logo = ShownLogo(organization, done: view.words["organization.logo.saved"], in: view)
            return try view.fragment("organization-logo", logo)
        } catch {
            guard let problem = view.pictureProblem(error) else { throw error }
            let organization = try await site.kith.organizations.current(by: exchange.caller)
            let logo = ShownLogo(organization, problem: problem, in: view)
            return try view.fragment("organization-logo", logo, status: .unprocessableContent)
        }
    }

    /// `POST /settings/organization/logo/removal`
    package func remove(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        _ = try await Form(of: request, by: exchange)
        let organization = try await site.kith.organizations.removeLogo(by: exchange.caller)
        let logo = ShownLogo(organization, done: view.words["organization.logo.removed"], in: view)
        return try view.fragment("organization-logo", logo)
    }
}

/// The picture of an organization where it is changed.
struct ShownLogo: Sendable {
    let initial: String
    let hasPicture: Bool
    let logoPicture: String?
    let uploadLink = Link.logoUpload.path
    let removalLink = Link.logoRemoval.path
    let mostBytes = Avatar.mostBytes
    let tooManyBytes: String
    let logoProblem: String?
    /// What was done, to be told once.
    let logoDone: String?

    init(_ organization: Organization, problem: String? = nil, done: String? = nil, in view: View) {
        initial = organization.initial
        hasPicture = organization.logo != nil
        logoPicture = organization.logo.map { Link.logo($0).path }
        tooManyBytes = view.sentence(PictureProblem.tooManyBytes.explanation)
        logoProblem = problem
        logoDone = done
    }
}

extension Organization {
    /// What stands for it where it has no picture.
    var initial: String { name.first.map { String($0).uppercased() } ?? "" }
}
