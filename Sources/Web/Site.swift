import Foundation
package import Hummingbird
package import Kith

/// All pages, and what they share.
package struct Site: Sendable {
    static let formSeconds = 86_400

    let kith: Kith
    let settings: WebSettings
    let templates: Templates
    let cookies: Cookies

    package let assets: Assets
    package let contacts: ContactsPage

    /// Reads templates and styles. Throws where a template is broken, so a program that starts has only good ones.
    package init(kith: Kith, settings: WebSettings, contacts: @escaping ContactsPage.Source) throws {
        self.kith = kith
        self.settings = settings
        let templates = try Templates()
        let assets = Assets()
        self.templates = templates
        self.assets = assets
        cookies = Cookies(settings)
        self.contacts = ContactsPage(templates: templates, assets: assets, now: kith.now, source: contacts)
    }

    package var signIn: SignInPage { SignInPage(site: self) }
    package var welcome: WelcomePage { WelcomePage(site: self) }
    package var errors: ErrorPage { ErrorPage(templates: templates, assets: assets) }

    /// `GET /`
    package func home() -> Response {
        .seeOther(Link.contacts(ContactsPage.Question()).path)
    }

    /// The token for a form of somebody who is not signed in: the one in their cookie, or a new one.
    func formToken(for request: Request) -> String {
        if let token = Cookies.formToken(of: request) { return token }
        return Data(kith.randomBytes(32)).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    func begin(_ session: NewSession, on response: inout Response) {
        let seconds = Int(Managers.sessionMilliseconds / 1_000)
        cookies.set(Cookies.session, session.token, maxAge: seconds, on: &response)
        cookies.clear(Cookies.form, on: &response)
    }
}
