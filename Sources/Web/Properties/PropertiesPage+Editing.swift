import Domain
import HTTP
package import Hummingbird
import Kith

extension PropertiesPage {
    /// `GET /settings/properties/new`: the form.
    package func begin(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        return try view.fragment("property-form", PropertyForm(in: view))
    }

    /// `POST /settings/properties`
    package func define(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let draft = PropertyForm.Draft(try await Form(of: request, by: exchange, upTo: Self.mostBytes))
        do {
            var definition = draft.definition
            if draft.key.isEmpty {
                let catalogue = try await site.kith.catalogue(by: exchange.caller)
                definition.key = catalogue.freeKey(for: draft.name)
            }
            return try view.answer(toDefining: try await site.kith.properties.define(definition, by: view.caller))
        } catch let error as PropertyError {
            let form = try PropertyForm(draft, in: view).refused(error, in: view)
            return try view.fragment("property-form", form, status: .unprocessableContent)
        }
    }

    /// `GET /settings/properties/{property}/edit`: the form.
    package func open(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let property = try await site.kith.properties.find(exchange.property(), by: exchange.caller)
        return try view.fragment("property-form", try await form(of: property, in: view))
    }

    /// `POST /settings/properties/{property}`
    package func edit(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let sent = try await Form(of: request, by: exchange, upTo: Self.mostBytes)
        let properties = site.kith.properties
        let property = try await properties.find(exchange.property(), by: exchange.caller)
        var draft = PropertyForm.Draft(sent, of: property)
        do {
            // What contacts get is asked of all options at once, not of one after the other.
            let holders = try await properties.holders(of: draft.gone, property.key, by: exchange.caller)
            draft = draft.asking(holders, in: view)
            if let first = draft.options.first(where: { $0.holders != nil && $0.replacement == nil }) {
                throw PropertyError.optionInUse(first.former, contacts: holders[first.former] ?? 0)
            }
            let edit = draft.edit(of: property, in: view)
            let begun = try await properties.beginEdit(
                property.key,
                edit,
                seen: sent["stamp"],
                by: exchange.caller
            )
            return view.answer(toChanging: begun.property, begun.adapting, "properties.was-changed")
        } catch let error as PropertyError {
            var form = try await form(of: property, draft, in: view).refused(error, in: view)
            // What somebody else did meanwhile is overwritten only by who saved again, having been told.
            if case .changed = error {
                form.theirs = view.summary(of: property)
            } else {
                form.stamp = sent["stamp"]
            }
            return try view.fragment("property-form", form, status: error.formStatus)
        }
    }

    private func form(
        of property: Property,
        _ draft: PropertyForm.Draft? = nil,
        in view: View
    ) async throws -> PropertyForm {
        let busy = try await site.kith.properties.busy(by: view.caller)
        return PropertyForm(of: property, draft, isBusy: busy.contains(property.key), in: view)
    }
}

extension PropertyForm.Draft {
    /// What was sent for a property that there is, whose key and type no form changes.
    fileprivate init(_ form: Form, of property: Property) {
        self.init(form)
        key = property.key
        type = property.type
        usual = type == .boolean ? form["usual_boolean"] : form["usual"]
    }
}

extension PropertyError {
    /// What a form is answered with.
    var formStatus: HTTPResponse.Status {
        switch self {
        case .changed, .optionInUse, .valuesDoNotFit: .conflict
        default: .unprocessableContent
        }
    }
}

extension View {
    func answer(toDefining property: Property) throws -> Response {
        let done = words("contact.property-added", ["name": name(of: property)])
        return .telling(.closeDialog, .done(done), .named("properties-changed"))
    }

    /// What was done, and how many contacts follow.
    func answer(toChanging property: Property, _ adapting: Adapting, _ word: String) -> Response {
        var done = words(word, ["name": name(of: property)])
        if adapting.job != nil { done += " " + count("properties.follow", adapting.contacts) }
        return .telling(.closeDialog, .done(done), .named("properties-changed"), .named("jobs-changed"))
    }

    /// A property in short: what somebody else made of it.
    fileprivate func summary(of property: Property) -> String {
        let parts: [String?] = [
            name(of: property),
            property.type == .select ? property.options.joined(separator: ", ") : nil,
            property.defaultValue.map { words("properties.usual", ["value": text(of: $0)]) },
            words[property.isHiddenInContacts ? "properties.hidden-in-contacts" : "properties.shown-in-contacts"],
            words[property.isHiddenInInbox ? "properties.hidden-in-inbox" : "properties.shown-in-inbox"],
        ]
        return parts.compactMap(\.self).joined(separator: " · ")
    }
}
