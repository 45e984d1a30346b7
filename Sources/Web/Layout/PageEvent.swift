import Domain
import HTTPTypes
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
        var response = Response.plain("", status: .noContent)
        response.tell(events)
        return response
    }

    mutating func tell(_ events: [PageEvent]) {
        guard let name = HTTPField.Name("HX-Trigger") else { return }
        headers[name] = JSON.object(events.map(\.member)).description.inASCII
    }
}

extension String {
    /// JSON with nothing but ASCII in it, as headers take no other signs.
    fileprivate var inASCII: String {
        var text = ""
        for unit in utf16 {
            if unit < 0x80, let scalar = Unicode.Scalar(unit) {
                text.unicodeScalars.append(scalar)
            } else {
                text += "\\u" + String(String(Int(unit) + 0x10000, radix: 16).dropFirst())
            }
        }
        return text
    }
}
