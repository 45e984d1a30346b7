import Domain
package import Hummingbird
import Kith

/// Adding a contact by hand, or a lead by a phone or an e-mail alone.
package struct NewContactPage: Sendable {
    struct Model: Sendable {
        /// Somebody who has the e-mail or the phone already.
        struct Known: Sendable {
            let knownID: String
            let knownName: String
            let knownLink: String
        }

        let newAction = Link.contacts(ContactsState()).path
        let isLead: Bool
        /// What one fills in most, and whether a lead has it, too.
        let usualFields: [Field]
        let moreFields: [Field]
        let isMoreOpen: Bool
        let tagNames: [String]
        let choices: [String]
        let comboID = "new-tag"
        let problems: [String]
        let known: [Known]
        let isKnown: Bool

        struct Field: Sendable {
            var value: ValueField
            let isOfLeads: Bool
        }
    }

    private static let mostBytes = 512 * 1_024
    private static let usual = [
        ProfileKey.name, ProfileKey.email, ProfileKey.mobileNumber, ProfileKey.company, ProfileKey.title,
        ProfileKey.website, ProfileKey.address, ProfileKey.notes,
    ]
    private static let ofLeads: Set<String> = [ProfileKey.email, ProfileKey.mobileNumber]

    let site: Site

    /// `GET /contacts/new`: the dialog.
    package func show(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let catalogue = try await site.kith.catalogue(by: exchange.caller)
        return try view.fragment("new-contact", Self.model(NewContact(), in: catalogue, view))
    }

    /// `POST /contacts`: 204 once it is there; 422 with the form where something cannot be right, 409 where somebody has the
    /// e-mail or the phone already.
    package func create(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let form = try await Form(of: request, by: exchange, upTo: Self.mostBytes)
        let catalogue = try await site.kith.catalogue(by: exchange.caller)
        var wanted = NewContact(form)
        do {
            let made = try await wanted.create(by: exchange.caller, in: site.kith)
            let id = made.contact.id.description
            guard made.isNew else {
                wanted.known = exchange.caller.may(.seeContacts) ? made.contact : nil
                wanted.isKnown = true
                return try view.fragment("new-contact", Self.model(wanted, in: catalogue, view), status: .conflict)
            }
            let done = view.words("new-contact.done", ["name": view.name(of: made.contact)])
            return .telling(.closeDialog, .done(done), .openContact(id))
        } catch {
            guard let problems = ValueProblem.all(of: error, in: view) else { throw error }
            wanted.problems = problems
            let model = Self.model(wanted, in: catalogue, view)
            return try view.fragment("new-contact", model, status: .unprocessableContent)
        }
    }

    private static func model(_ wanted: NewContact, in catalogue: Catalogue, _ view: View) -> Model {
        func field(_ property: Property) -> Model.Field? {
            let name = "profile.\(property.key)"
            guard let field = ValueField(property.propertyKey, of: nil, in: catalogue, named: name, view) else {
                return nil
            }
            let problem = wanted.problems.first { $0.property == property.key }?.sentence
            let typed = wanted.values[property.key] ?? ""
            return Model.Field(
                value: field.holding(typed, problem: problem),
                isOfLeads: ofLeads.contains(property.key)
            )
        }
        let shown = catalogue.shownProperties.filter { !$0.isHiddenInContacts }
        var usualFields = usual.compactMap { key in shown.first { $0.key == key } }.compactMap(field)
        let offered = usualFields.indices.filter { usualFields[$0].isOfLeads || !wanted.isLead }
        if let first = offered.first(where: { usualFields[$0].value.isInvalid }) ?? offered.first {
            usualFields[first].value.isFirst = true
        }
        let others = shown.filter { !usual.contains($0.key) && $0.key != ProfileKey.avatarURL }
        let placed = Set(shown.map(\.key))
        return Model(
            isLead: wanted.isLead,
            usualFields: usualFields,
            moreFields: others.compactMap(field),
            isMoreOpen: others.contains { wanted.values[$0.key]?.isEmpty == false },
            tagNames: wanted.tags,
            choices: catalogue.names(of: Set(catalogue.tags.keys)),
            problems: wanted.problems.filter { problem in problem.property.map { !placed.contains($0) } ?? true }
                .map(\.sentence),
            known: wanted.known.map { known in
                let id = known.id.description
                return [.init(knownID: id, knownName: view.name(of: known), knownLink: Link.contact(id).path)]
            } ?? [],
            isKnown: wanted.isKnown
        )
    }
}

/// What somebody typed of a contact that is to be.
struct NewContact: Sendable {
    let isLead: Bool
    /// By keys of properties.
    let values: [String: String]
    let tags: [String]
    let addsAnyway: Bool
    var problems: [ValueProblem] = []
    var known: Contact?
    var isKnown = false

    init() {
        isLead = false
        values = [:]
        tags = []
        addsAnyway = false
    }

    init(_ form: Form) {
        isLead = form["kind"] == ContactKind.lead.rawValue
        values = form.values(beginning: "profile.")
        tags = form.all("tag").filter { !$0.isEmpty }
        addsAnyway = form.has("anyway")
    }

    func create(by caller: Caller, in kith: Kith) async throws -> ContactCreation {
        let given = values.mapValues(\.trimmed).filter { !$0.value.isEmpty }
        if isLead {
            return try await kith.contacts.addLead(
                email: given[ProfileKey.email],
                phone: given[ProfileKey.mobileNumber],
                addsAnyway: addsAnyway,
                by: caller
            )
        }
        let input = ContactInput(
            profile: given.mapValues(JSON.string),
            tagsAdded: try tags.map { try TagName($0) }
        )
        return try await kith.contacts.create(input, addsAnyway: addsAnyway, by: caller)
    }
}

extension ValueProblem {
    /// Each thing that is wrong; nil for what is no mistake of typing.
    static func all(of error: any Error, in view: View) -> [ValueProblem]? {
        if case ContactError.several(let errors) = error { return errors.compactMap { ValueProblem($0, in: view) } }
        return ValueProblem(error, in: view).map { [$0] }
    }
}
