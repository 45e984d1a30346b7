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
    /// The line of text that the filter builder makes.
    case filterWritten(String)
    /// Any other, by its name.
    case named(String)

    fileprivate var member: JSON.Member {
        switch self {
        case .done(let sentence): JSON.Member("done", .string(sentence))
        case .closeDialog: JSON.Member("close-dialog", .boolean(true))
        case .openContact(let id): JSON.Member("open-contact", .string(id))
        case .contactChanged(let id): JSON.Member("contact-changed", .string(id))
        case .contactGone(let id): JSON.Member("contact-gone", .string(id))
        case .filterWritten(let text): JSON.Member("filter-written", .object(["text": .string(text)]))
        case .named(let name): JSON.Member(name, .boolean(true))
        }
    }
}

extension Response {
    /// An answer of events alone.
    static func telling(_ events: PageEvent...) -> Response {
        Response.plain("", status: .noContent).telling(events)
    }

    /// The same answer, which tells the page events besides.
    func telling(_ events: [PageEvent]) -> Response {
        settingHeaders(["HX-Trigger": JSON.object(events.map(\.member)).inASCII])
    }
}

extension JSON {
    /// The text of a header, which has ASCII alone.
    fileprivate var inASCII: String {
        description.utf16.map { unit in
            unit < 128 ? String(UnicodeScalar(UInt8(unit))) : "\\u" + String(Int(unit) + 0x10000, radix: 16).dropFirst()
        }.joined()
    }
}
