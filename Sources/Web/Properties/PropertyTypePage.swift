import Domain
package import Hummingbird
import Kith

/// Another type for a property, once it was seen what becomes of its values.
package struct PropertyTypePage: Sendable {
    let site: Site

    /// `GET /settings/properties/{property}/type`: the form.
    package func show(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let property = try await site.kith.properties.find(exchange.property(), by: exchange.caller)
        return try view.fragment("property-type", PropertyTypeForm(of: property, nil, in: view))
    }

    /// `POST /settings/properties/{property}/type-rehearsal`: what would become of the values.
    package func rehearse(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let change = TypeChange(try await Form(of: request, by: exchange, upTo: PropertiesPage.mostBytes))
        let effect = try await effect(of: change, exchange.property(), in: view)
        return try view.fragment("property-type-effect", effect)
    }

    /// `POST /settings/properties/{property}/type`
    package func change(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let sent = try await Form(of: request, by: exchange, upTo: PropertiesPage.mostBytes)
        let change = TypeChange(sent)
        let properties = site.kith.properties
        let property = try await properties.find(exchange.property(), by: exchange.caller)
        do {
            let begun = try await properties.beginTypeChange(property.key, change, by: exchange.caller)
            return view.answer(toChanging: begun.property, begun.adapting, "properties.was-retyped")
        } catch let error as PropertyError {
            switch error {
            case .badOptions, .valuesDoNotFit: break
            default: throw error
            }
            var form = PropertyTypeForm(of: property, change, in: view)
            form.effect = try await effect(of: change, property.key, in: view)
            return try view.fragment("property-type", form, status: error.formStatus)
        }
    }

    private func effect(of change: TypeChange, _ key: String, in view: View) async throws -> PropertyTypeEffect {
        do {
            let effect = try await site.kith.properties.rehearse(key, change, by: view.caller)
            return PropertyTypeEffect(effect, change, in: view)
        } catch let error as PropertyError {
            return PropertyTypeEffect(problem: view.sentence(error.explanation))
        }
    }
}

/// The form of another type.
struct PropertyTypeForm: Sendable {
    let name: String
    let current: String
    let action: String
    let rehearsal: String
    let types: [PropertyForm.Kind]
    let optionLines: String
    let addsOptions: Bool
    var effect: PropertyTypeEffect?

    /// `change` is what was chosen; nil before anything was.
    init(of property: Property, _ change: TypeChange?, in view: View) {
        name = view.name(of: property)
        current = view.words["type.\(property.type.rawValue)"]
        action = Link.propertyType(property.key).path
        rehearsal = Link.propertyTypeRehearsal(property.key).path
        types = PropertyType.allCases.filter { $0 != property.type }.map { type in
            .init(
                typeName: type.rawValue,
                typeTitle: view.words["type.\(type.rawValue)"],
                isChosen: type == change?.type
            )
        }
        optionLines = change?.options.joined(separator: "\n") ?? ""
        addsOptions = change?.addsOptions ?? true
    }
}

/// What would become of the values.
struct PropertyTypeEffect: Sendable {
    struct Sample: Sendable {
        let value: String
        let link: String
    }

    let problem: String?
    let converted: String?
    let unfit: String?
    let samples: [Sample]
    let drops: Bool
    let dropText: String?
    let options: String?

    init(problem: String) {
        self.problem = problem
        (converted, unfit, dropText, options) = (nil, nil, nil, nil)
        samples = []
        drops = false
    }

    init(_ effect: TypeChangeEffect, _ change: TypeChange, in view: View) {
        problem = nil
        let isNothing = effect.converted == 0 && effect.unfit == 0
        converted = isNothing ? view.words["properties.no-values"] : view.count("properties.fit", effect.converted)
        unfit = effect.unfit > 0 ? view.count("properties.do-not-fit", effect.unfit) : nil
        dropText = effect.unfit > 0 ? view.count("properties.drop", effect.unfit) : nil
        samples = effect.samples.map { sample in
            Sample(value: view.text(of: sample.value), link: Link.contact(sample.contact.description).path)
        }
        drops = change.dropsValues
        options = effect.options.isEmpty ? nil : effect.options.joined(separator: ", ")
    }
}

extension TypeChange {
    fileprivate init(_ form: Form) {
        let type = PropertyType(rawValue: form["type"]) ?? .text
        let options = form["options"].split(whereSeparator: \.isNewline).map(\.trimmed).filter { !$0.isEmpty }
        self.init(
            to: type,
            options: type == .select ? options : [],
            addsOptions: type == .select && !form["add_options"].isEmpty,
            dropsValues: !form["drop"].isEmpty
        )
    }
}
