import Domain
import Hummingbird
import Kith

/// What one request of a manager sees: who looks, in which language, and how it is drawn.
struct View: Sendable {
    let site: Site
    let session: Session
    let caller: Caller
    let words: Words
    let region: Region
    /// The place in the change feed that the page surely knows; what came later is told to it.
    let seen: Int64?
    private let templates: Templates

    init(site: Site, session: Session, caller: Caller, speech: Site.Speech) {
        self.site = site
        self.session = session
        self.caller = caller
        words = speech.words
        templates = speech.templates
        seen = site.kith.changes.seen(by: caller)
        region = Region(session.organization, words: speech.words, now: site.kith.now())
    }

    /// Where the organization's days begin and end.
    var zone: Zone { Zone(timeZone: region.zone) }

    /// A whole page, with the workspace around it. `title` is the shown one.
    func page(
        _ template: String,
        title: String,
        _ page: any Sendable,
        current: Link,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let jobs = caller.may(.seeContacts) ? try await JobList(in: self) : nil
        let shell = Shell(self, segments: try await sidebar(current), jobs: jobs, current: current)
        let frame = Frame(
            title: title,
            language: words.language,
            scheme: session.manager.preferences.scheme,
            shell: shell,
            page: page
        )
        return .page(try templates.draw(template, frame), status: status)
    }

    /// A part of a page, for a script to put in its place.
    func fragment(_ template: String, _ model: any Sendable, status: HTTPResponse.Status = .ok) throws -> Response {
        .page(try templates.draw(template, model), status: status)
    }

    func draw(_ template: String, _ model: any Sendable) throws -> String {
        try templates.draw(template, model)
    }

    /// The segments of the sidebar, with how many are in them now.
    func sidebar(_ current: Link) async throws -> SegmentList {
        let segments = caller.may(.seeContacts) ? try await site.kith.segments.all(withCounts: true, by: caller) : []
        return SegmentList(segments, in: self, current: current)
    }

    func count(_ key: String, _ number: Int) -> String {
        words.count(key, number, shown: region.number(number))
    }

    func say(_ phrase: Phrase) -> String {
        words.say(phrase) { region.number($0) }
    }

    func sentence(_ phrase: Phrase) -> String {
        words.sentence(phrase) { region.number($0) }
    }

    /// A built-in role is called in the language of who looks.
    func name(of role: Role) -> String {
        role.builtIn.map { words["role.\($0.rawValue)"] } ?? role.name
    }

    /// The name by which a contact is shown.
    func name(of contact: Contact) -> String {
        say(contact.shownName)
    }
}

/// What a template of a whole page draws: the frame, and in it the page.
struct Frame: Sendable {
    let title: String
    let language: String
    /// `light` or `dark`; nil: as the device has it.
    let scheme: String?
    let shell: Shell?
    let page: any Sendable

    init(
        title: String,
        language: Preferences.Language,
        scheme: Preferences.Scheme?,
        shell: Shell?,
        page: any Sendable
    ) {
        self.title = title
        self.language = language.rawValue
        self.scheme = scheme?.rawValue
        self.shell = shell
        self.page = page
    }
}
