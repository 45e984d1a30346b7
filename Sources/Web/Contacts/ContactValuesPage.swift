import Domain
package import Hummingbird
import Kith

/// One value of a contact, edited where it stands: in a cell of the list, or on the contact's page.
package struct ContactValuesPage: Sendable {
    private static let mostBytes = 512 * 1_024
    /// So often somebody else may be faster while a value of theirs is not the one that is saved.
    private static let mostAttempts = 5

    let site: Site

    /// `GET /contacts/{id}/values/{key}`: the form for it.
    package func show(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let found = try await site.kith.contacts.find(exchange.contactID(), by: exchange.caller)
        let place = ValueEditor.Place(rawValue: Link.parameters(request.uri.query)["in"] ?? "") ?? .cell
        let editor = try ValueEditor(exchange.propertyKey(), of: found, in: place, view)
        return try view.fragment("value-editor", editor)
    }

    /// `POST /contacts/{id}/values/{key}`: the cell or the value of the page as it then is; 422 with the form where what was
    /// typed is no such value, 409 where somebody else set this value meanwhile.
    package func save(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let key = try exchange.propertyKey()
        let form = try await Form(of: request, by: exchange, upTo: Self.mostBytes)
        let sent = SentValue(form)
        for _ in 0..<Self.mostAttempts {
            let found = try await site.kith.contacts.find(exchange.contactID(), by: exchange.caller)
            let editor = try ValueEditor(key, of: found, in: sent.place, view)
            guard !sent.keepsTheirs, !sent.isUnchanged else { return try editor.saved(key, of: found, view) }
            if sent.isOvertaken(by: editor) {
                let conflict = editor.conflict(with: sent, key, of: found, view)
                return try view.fragment("value-editor", conflict, status: .conflict)
            }
            do {
                let input = try ContactInput(key, sent)
                let edited = try await site.kith.contacts.edit(
                    found.contact.id,
                    input,
                    version: found.contact.version,
                    by: exchange.caller
                )
                let saved = FoundContact(contact: edited.contact, catalogue: edited.catalogue)
                return try editor.saved(key, of: saved, view)
            } catch ContactError.changed {
                continue
            } catch {
                guard let problem = ValueProblem(error, in: view) else { throw error }
                let refused = editor.refusing(sent, problem)
                return try view.fragment("value-editor", refused, status: .unprocessableContent)
            }
        }
        throw ContactError.changed(version: 0)
    }
}

/// What the form of a value sent.
struct SentValue: Sendable {
    let place: ValueEditor.Place
    let version: String
    let text: String
    /// As it was when the form was drawn.
    let former: String
    let tags: [String]
    let isOfTags: Bool
    /// Whether each line is an element of its own.
    let isOnLines: Bool
    let keepsTheirs: Bool
    /// From where a consent came, as somebody typed it.
    let source: String

    init(_ form: Form) {
        place = ValueEditor.Place(rawValue: form["in"]) ?? .cell
        version = form["version"]
        // Browsers send lines with \r\n, whatever they hold.
        text = form["value"].replacing("\r\n", with: "\n")
        former = form["former"].replacing("\r\n", with: "\n")
        isOfTags = form.has("tags")
        isOnLines = form.has("lines")
        tags = form.all("tag").filter { !$0.isEmpty }
        keepsTheirs = form.has("keep")
        source = form["source"]
    }

    var formerTags: [String] { former.split(separator: ",").map(String.init) }
    var isUnchanged: Bool { isOfTags ? Set(tags) == Set(formerTags) : text == former && source.isEmpty }

    /// Whether somebody else set this very value since, to something else than what is wished now.
    func isOvertaken(by editor: ValueEditor) -> Bool {
        guard !isOfTags, version != editor.version else { return false }
        let current = editor.value.written
        return current != former && current != text
    }
}

/// The form for one value.
struct ValueEditor: Sendable {
    /// Where it stands, which says what it becomes when it is saved.
    enum Place: String, Sendable {
        case cell
        case page
    }

    let editorAction: String
    let place: String
    var version: String
    var former: String
    var value: ValueField
    /// What somebody else set meanwhile, as a sentence.
    var conflicts: [String] = []
    let isOnPage: Bool
    /// Of a consent on its page: from where it came. A list of one or none.
    var sources: [ConsentSource] = []

    struct ConsentSource: Sendable {
        let sourceID: String
        var source: String
        var hasProblem = false
    }

    /// Throws `PropertyError.unknown` for what nobody edits.
    init(_ key: PropertyKey, of found: FoundContact, in place: Place, _ view: View) throws(PropertyError) {
        guard key.isEditable(in: found.catalogue),
            let field = ValueField(key, of: found.contact, in: found.catalogue, named: "value", view)
        else { throw .unknown(key.description) }
        editorAction = Link.contactValue(found.contact.id.description, key: key.description).path
        self.place = place.rawValue
        isOnPage = place == .page
        version = String(found.contact.version)
        value = field
        former = field.written
        if isOnPage, case .builtIn(let flag) = key, flag.consentKeys != nil {
            sources = [ConsentSource(sourceID: "\(field.inputID)-source", source: "")]
        }
    }

    func refusing(_ sent: SentValue, _ problem: ValueProblem) -> ValueEditor {
        var editor = self
        // A later attempt is still held against what was seen first.
        editor.version = sent.version
        editor.former = sent.former
        editor.value = value.holding(sent.text, problem: problem.sentence)
        editor.sources = sources.map { ConsentSource(sourceID: $0.sourceID, source: sent.source, hasProblem: true) }
        return editor
    }

    func conflict(with sent: SentValue, _ key: PropertyKey, of found: FoundContact, _ view: View) -> ValueEditor {
        var editor = self
        editor.value = value.holding(sent.text)
        editor.sources = sources.map { ConsentSource(sourceID: $0.sourceID, source: sent.source) }
        let theirs = found.catalogue.type(of: key).flatMap { type in
            found.contact[key].map { view.text($0, of: key, type: type) }
        }
        editor.conflicts = [
            theirs.map { view.words("contact.conflict", ["value": $0]) } ?? view.words["contact.conflict-none"]
        ]
        return editor
    }

    /// What stands in the form's place once it is saved.
    func saved(_ key: PropertyKey, of found: FoundContact, _ view: View) throws -> Response {
        switch Place(rawValue: place) {
        case .page:
            guard let fact = ContactFact(key, of: found, in: view) else { throw PropertyError.unknown(key.description) }
            return try view.fragment("contact-value", fact)
        case .cell, nil:
            guard let column = ContactColumn(key, in: found.catalogue, view) else {
                throw PropertyError.unknown(key.description)
            }
            return try view.fragment("contact-cell", ContactRow.Cell(column, of: found, in: view))
        }
    }
}

extension ContactRow.Cell {
    init(_ column: ContactColumn, of found: FoundContact, in view: View) {
        self.init(
            key: column.key.description,
            style: column.type.rawValue,
            title: column.title,
            value: view.value(column.key, type: column.type, of: found.contact, in: found.catalogue),
            isEditable: view.caller.may(.editContacts) && column.key.isEditable(in: found.catalogue)
        )
    }
}
