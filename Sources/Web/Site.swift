import Domain
import Foundation
package import Hummingbird
package import Kith

/// All pages, and what they share.
package struct Site: Sendable {
    static let formSeconds = 86_400

    let kith: Kith
    let settings: WebSettings
    let cookies: Cookies
    private let languages: [Preferences.Language: Speech]

    package let assets: Assets
    package let live: LiveNews

    /// Texts and templates of one language.
    struct Speech: Sendable {
        let words: Words
        let templates: Templates
    }

    /// Reads templates, texts, styles and scripts. Throws where one is broken, so a program that starts has only good ones.
    package init(kith: Kith, settings: WebSettings) throws {
        self.kith = kith
        self.settings = settings
        let files = PageFiles()
        let assets = try Assets(files)
        self.assets = assets
        cookies = Cookies(settings)
        live = LiveNews(kith: kith)
        languages = try Dictionary(
            uniqueKeysWithValues: Preferences.Language.allCases.map { language in
                let words = try Words(language, files)
                return (language, Speech(words: words, templates: try Templates(files, words: words, assets: assets)))
            }
        )
    }

    package var signIn: SignInPage { SignInPage(site: self) }
    package var welcome: WelcomePage { WelcomePage(site: self) }
    package var setUp: SetUpPage { SetUpPage(site: self) }
    package var errors: ErrorPage { ErrorPage(site: self) }
    package var preferences: PreferencesPage { PreferencesPage(site: self) }
    package var contacts: ContactsPage { ContactsPage(site: self) }
    package var contactColumns: ContactColumnsPage { ContactColumnsPage(site: self) }
    package var contact: ContactPage { ContactPage(site: self) }
    package var contactValues: ContactValuesPage { ContactValuesPage(site: self) }
    package var contactTags: ContactTagsPage { ContactTagsPage(site: self) }
    package var contactAvatar: ContactAvatarPage { ContactAvatarPage(site: self) }
    package var contactDeletion: ContactDeletionPage { ContactDeletionPage(site: self) }
    package var newContact: NewContactPage { NewContactPage(site: self) }
    package var newProperty: NewPropertyPage { NewPropertyPage(site: self) }
    package var filterBuilder: FilterBuilderPage { FilterBuilderPage(site: self) }
    package var filterCompletions: FilterCompletionsPage { FilterCompletionsPage(site: self) }
    package var segments: SegmentsPage { SegmentsPage(site: self) }
    package var segmentHistory: SegmentHistoryPage { SegmentHistoryPage(site: self) }
    package var terms: TermsPage { TermsPage(site: self) }
    package var bulkChanges: BulkChangesPage { BulkChangesPage(site: self) }
    package var jobs: JobsPage { JobsPage(site: self) }
    package var merges: MergesPage { MergesPage(site: self) }
    package var duplicates: DuplicatesPage { DuplicatesPage(site: self) }
    package var dataQuality: DataQualityPage { DataQualityPage(site: self) }
    package var analytics: AnalyticsPage { AnalyticsPage(site: self) }
    package var settingsIndex: SettingsPage { SettingsPage(site: self) }
    package var properties: PropertiesPage { PropertiesPage(site: self) }
    package var propertyType: PropertyTypePage { PropertyTypePage(site: self) }
    package var unregisteredKeys: UnregisteredKeysPage { UnregisteredKeysPage(site: self) }
    package var tags: TagsPage { TagsPage(site: self) }
    package var organization: OrganizationPage { OrganizationPage(site: self) }
    package var logo: LogoPage { LogoPage(site: self) }
    /// How the organization's own site speaks to Kith.
    package var access: SitePage { SitePage(site: self) }
    package var subscription: SubscriptionPage { SubscriptionPage(site: self) }
    package var managers: ManagersPage { ManagersPage(site: self) }
    package var managerForm: ManagerFormPage { ManagerFormPage(site: self) }
    package var managerAction: ManagerActionPage { ManagerActionPage(site: self) }
    package var roles: RolesPage { RolesPage(site: self) }
    package var roleForm: RoleFormPage { RoleFormPage(site: self) }
    package var keys: KeysPage { KeysPage(site: self) }
    package var keyForm: KeyFormPage { KeyFormPage(site: self) }
    package var operations: OperationsPage { OperationsPage(site: self) }
    package var backups: BackupsPage { BackupsPage(site: self) }
    package var auditLog: AuditLogPage { AuditLogPage(site: self) }
    package var account: AccountPage { AccountPage(site: self) }
    package var ownTwoStep: OwnTwoStepPage { OwnTwoStepPage(site: self) }
    package var ownSessions: OwnSessionsPage { OwnSessionsPage(site: self) }
    package var privacy: PrivacyPage { PrivacyPage(site: self) }
    package var retention: RetentionPage { RetentionPage(site: self) }
    package var subjectData: SubjectDataPage { SubjectDataPage(site: self) }
    package var myData: MyDataPage { MyDataPage(site: self) }

    /// `GET /`: the contacts, or for whom there are none the settings.
    package func home(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = view(for: exchange)
        return .seeOther(view.caller.may(.seeContacts) ? Link.contacts(ContactsState()).path : Link.settings.path)
    }

    func speech(_ language: Preferences.Language) -> Speech {
        guard let speech = languages[language] else { preconditionFailure("every language was read at the start") }
        return speech
    }

    /// The language of somebody who is not signed in: the first of ours that their browser asks for.
    func speech(for request: Request) -> Speech {
        let wished = request.headers[.acceptLanguage] ?? ""
        let tags = wished.split(separator: ",").map { $0.trimmingPrefix(while: \.isWhitespace).prefix(2).lowercased() }
        return speech(tags.lazy.compactMap(Preferences.Language.init).first ?? .english)
    }

    /// The page of somebody who is signed in.
    func view(for exchange: ManagerExchange) -> View {
        let session = exchange.session
        return View(site: self, session: session, caller: exchange.caller, speech: speech(session.language))
    }

    /// A page without a workspace around it, such as that of signing in.
    func page(
        _ template: String,
        _ title: String,
        _ page: any Sendable,
        in speech: Speech,
        status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let frame = Frame(
            title: speech.words[title],
            language: speech.words.language,
            scheme: nil,
            shell: nil,
            page: page
        )
        return .page(try speech.templates.draw(template, frame), status: status)
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
