import Domain
package import Hummingbird
import Kith

/// What a manager chooses about how Kith looks to them.
package struct PreferencesPage: Sendable {
    let site: Site

    /// `POST /preferences`: language and scheme from the menu, view and columns from the list; then back to where one was.
    package func change(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let form = try await Form(of: request, by: exchange)
        _ = try await site.kith.managers.prefer({ $0.apply(form) }, by: exchange.caller)
        let back = Link.local(form["next"]) ?? Link.home.path
        return .seeOther(back)
    }
}

extension Preferences {
    /// Takes the fields that the form has.
    fileprivate mutating func apply(_ form: Form) {
        if let language = Language(rawValue: form["language"]) { self.language = language }
        if form.has("scheme") { scheme = Scheme(rawValue: form["scheme"]) }
        if let view = ContactView(rawValue: form["contact_view"]) { contactView = view }
        if form.has("usual_columns") { contactColumns = nil }
        let columns = form.all("column").prefix(Self.mostColumns).compactMap(Column.init(written:))
        if !columns.isEmpty { contactColumns = columns }
    }
}

extension Preferences.Column {
    /// Reads a key with its width, such as `profile.email 220`, or the key alone.
    fileprivate init?(written text: String) {
        let parts = text.split(separator: " ").map(String.init)
        guard let key = parts.first.flatMap({ PropertyKey($0) }) else { return nil }
        self.init(key: key.description, width: parts.count > 1 ? Int(parts[1]) : nil)
    }
}
