import Domain
package import Hummingbird
import Kith

/// Defining a property where one misses it: on the page of a contact, which gets the first value.
package struct NewPropertyPage: Sendable {
    struct Model: Sendable {
        let propertyAction: String
        let name: String
        let firstValue: String
        let optionLines: String
        let types: [Choice]
        let problems: [String]

        init(_ id: String, _ form: Form?, problem: String? = nil, in view: View) {
            propertyAction = Link.contactProperties(id).path
            name = form?["name"] ?? ""
            firstValue = form?["value"] ?? ""
            optionLines = form?["options"] ?? ""
            types = PropertyType.allCases.map { type in
                Choice(
                    value: type.rawValue,
                    title: view.words["type.\(type.rawValue)"],
                    isChosen: type.rawValue == form?["type"]
                )
            }
            problems = problem.map { [$0] } ?? []
        }
    }

    let site: Site

    /// `GET /contacts/{id}/properties`: the dialog.
    package func show(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let found = try await site.kith.contacts.find(exchange.contactID(), by: exchange.caller)
        return try view.fragment("new-property", Model(found.contact.id.description, nil, in: view))
    }

    /// `POST /contacts/{id}/properties`: defines it, and sets the value where one was given.
    package func define(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let form = try await Form(of: request, by: exchange)
        let found = try await site.kith.contacts.find(exchange.contactID(), by: exchange.caller)
        let id = found.contact.id
        do {
            let definition = Self.definition(form, in: found.catalogue)
            // Read before the property is there: a slip in the value must not leave a property without one.
            let value = try Value.reading(
                form["value"],
                as: definition.type,
                options: definition.options,
                zone: found.catalogue.zone
            )
            let property = try await site.kith.properties.define(definition, by: exchange.caller)
            if value != nil {
                let input = ContactInput(profile: [property.key: .string(form["value"])])
                _ = try await site.kith.contacts.edit(id, input, by: exchange.caller)
            }
            let done = view.words("contact.property-added", ["name": property.name])
            return .telling(.closeDialog, .done(done), .contactChanged(id.description))
        } catch {
            guard let problem = ValueProblem(error, in: view) else { throw error }
            let model = Model(id.description, form, problem: problem.sentence, in: view)
            return try view.fragment("new-property", model, status: .unprocessableContent)
        }
    }

    private static func definition(_ form: Form, in catalogue: Catalogue) -> PropertyDefinition {
        let type = PropertyType(rawValue: form["type"]) ?? .text
        let options = form["options"].split { $0 == "," || $0.isNewline }.map(\.trimmed).filter { !$0.isEmpty }
        return PropertyDefinition(
            key: key(for: form["name"], in: catalogue),
            name: form["name"],
            type: type,
            options: type == .select ? options : []
        )
    }

    /// A free key that reads like the name: `Shoe size` becomes `shoeSize`.
    private static func key(for name: String, in catalogue: Catalogue) -> String {
        let words = name.split { !$0.isLetter && !$0.isNumber }
        let joined = words.enumerated().map { index, word in
            index == 0 ? word.lowercased() : word.prefix(1).uppercased() + word.dropFirst()
        }.joined()
        let plain = String(joined.drop { $0.isNumber }.prefix(40))
        let start = PropertyKey.isProfileName(plain) && plain.utf8.count <= 60 ? plain : "property"
        func isFree(_ key: String) -> Bool {
            BuiltInKey(rawValue: key) == nil && PropertyKey(key) == .profile(key) && catalogue.properties[key] == nil
        }
        return ([start] + (2...Property.limit + 2).map { "\(start)\($0)" }).first(where: isFree) ?? start
    }
}
