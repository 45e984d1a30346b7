import Domain
import Hummingbird

/// A dialog that asks once more before something of the settings is done.
struct SettingsQuestion: Sendable {
    let title: String
    /// What it is done to, by name.
    let about: String
    /// What comes of it.
    let what: String
    let submit: String
    let action: Link
    let isBad: Bool
    /// What is sent besides, such as what was typed before.
    var fields: [Field] = []

    struct Field: Sendable {
        let name: String
        let value: String
    }

    private struct Model: Sendable {
        let title: String
        let about: String
        let what: String
        let submit: String
        let action: String
        let isBad: Bool
        let mayGoOn: Bool
        let fields: [Field]
        let problems: [String]
    }

    /// With a problem nothing was done. `mayGoOn` is false where asking again would only be refused again.
    func draw(in view: View, problem: Phrase? = nil, mayGoOn: Bool = true) throws -> Response {
        let model = Model(
            title: title,
            about: about,
            what: what,
            submit: submit,
            action: action.path,
            isBad: isBad,
            mayGoOn: mayGoOn,
            fields: fields,
            problems: problem.map { [view.sentence($0)] } ?? []
        )
        let status: HTTPResponse.Status = problem == nil || !mayGoOn ? .ok : .unprocessableContent
        return try view.fragment("settings-question", model, status: status)
    }
}

extension PageEvent {
    /// The list of the present page of the settings is another one.
    static let settingsChanged = PageEvent.named("settings-changed")
}

extension Response {
    /// Closes the dialog, says what was done, and lets the list be read again.
    static func settingsChanged(_ done: String) -> Response {
        .telling(.closeDialog, .done(done), .settingsChanged)
    }
}
