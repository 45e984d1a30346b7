import Domain
import Hummingbird

/// What an answer tells the page that asked for it, beside what it draws.
enum PageEvent {
    /// Something was done; the sentence is shown for a few seconds.
    case done(String)
    case closeDialog
    /// A contact is to be opened beside the list.
    case openContact(String)
    /// A contact became different.
    case contactChanged(String)
    case contactGone(String)

    fileprivate var member: JSON.Member {
        switch self {
        case .done(let sentence): JSON.Member("done", .string(sentence))
        case .closeDialog: JSON.Member("close-dialog", .boolean(true))
        case .openContact(let id): JSON.Member("open-contact", .string(id))
        case .contactChanged(let id): JSON.Member("contact-changed", .string(id))
        case .contactGone(let id): JSON.Member("contact-gone", .string(id))
        }
    }
}

extension Response {
    /// An answer of events alone.
    static func telling(_ events: PageEvent...) -> Response {
        Response.plain("", status: .noContent)
            .settingHeaders(["HX-Trigger": JSON.object(events.map(\.member)).inASCII])
    }
}
