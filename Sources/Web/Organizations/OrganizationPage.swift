import Domain
package import Hummingbird
import Kith

/// What an organization says about itself, and how its site speaks to Kith.
package struct OrganizationPage: Sendable {
    struct Model: Sendable {
        let title: String
        let logo: ShownLogo
        let form: OrganizationForm
        let site: ShownSite
        let here = Link.organization.path
    }

    let site: Site

    /// `GET /settings/organization`
    package func show(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let organization = try await site.kith.organizations.current(by: exchange.caller)
        let access = try await site.kith.sites.access(by: exchange.caller)
        let model = Model(
            title: view.words["organization.title"],
            logo: ShownLogo(organization, in: view),
            form: OrganizationForm(organization.settings, in: view),
            site: ShownSite(access, in: view)
        )
        return try await view.page("organization", title: model.title, model, current: .organization)
    }

    /// `POST /settings/organization`: only what is other than it was seen is changed, and what somebody else has changed
    /// meanwhile is asked about.
    package func save(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let form = try await Form(of: request, by: exchange)
        let seen = OrganizationEdit(form, prefix: OrganizationForm.seenPrefix)
        let edit = OrganizationEdit(form, prefix: "").without(seen)
        let settings = try await site.kith.organizations.current(by: exchange.caller).settings
        let problems = edit.problems(on: settings)
        guard problems.isEmpty else {
            let drawn = OrganizationForm(settings, form, problems: problems, in: view)
            return try view.fragment("organization-form", drawn, status: .unprocessableContent)
        }
        do {
            _ = try await site.kith.organizations.edit(edit, seen: seen, by: exchange.caller)
            // Names, language and times are all over the page.
            return .telling(.done(view.words["organization.saved"]), .pageChanged)
        } catch OrganizationError.changedMeanwhile(let lost) {
            let now = try await site.kith.organizations.current(by: exchange.caller).settings
            let drawn = OrganizationForm(now, keeping: edit, lost: lost, in: view)
            return try view.fragment("organization-form", drawn, status: .conflict)
        }
    }
}

extension PageEvent {
    /// So much is another than it was that the page is drawn anew.
    static let pageChanged = PageEvent.named("page-changed")
}

extension OrganizationEdit {
    /// Reads the fields of a form whose names begin so.
    fileprivate init(_ form: Form, prefix: String) {
        func text(_ setting: Setting) -> String? {
            let name = prefix + setting.rawValue
            return form.has(name) ? form[name] : nil
        }
        self.init(
            name: text(.name),
            country: text(.country),
            timeZone: text(.timeZone),
            language: text(.language),
            currency: text(.currency),
            // What is no number is no window either.
            purchaseWindowDays: text(.purchaseWindowDays).map { Int($0) ?? 0 }
        )
    }
}
