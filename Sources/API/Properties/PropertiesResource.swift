import Domain
import HTTP
package import Hummingbird
import Kith

/// Properties: what an organization knows of its contacts beside what Kith itself records.
package struct PropertiesResource: Sendable {
    let kith: Kith

    /// `GET /properties`: all, the archived ones too, in the order of display.
    package func list(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let properties = try await kith.properties.all(by: exchange.caller)
        return .json(.object(["properties": .array(properties.map(\.json))]))
    }

    /// `POST /properties`
    package func define(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let definition = try await exchange.body(of: request) { fields in
            PropertyDefinition(
                key: fields.text("key"),
                name: fields.text("name"),
                type: try fields.requiredChoice("type", of: PropertyType.self),
                options: fields.options() ?? [],
                defaultValue: fields.json("defaultValue") ?? .null,
                isWriteOnce: fields.optionalBoolean("writeOnce") ?? false,
                isHiddenInContacts: fields.optionalBoolean("hiddenInContacts") ?? false,
                isHiddenInInbox: fields.optionalBoolean("hiddenInInbox") ?? false
            )
        }
        let property = try await kith.properties.define(definition, by: exchange.caller)
        return .created(property.json, at: property.path)
    }

    /// `GET /properties/{property}`
    package func show(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        .json(try await kith.properties.find(try exchange.property(), by: exchange.caller).json)
    }

    /// `PATCH /properties/{property}`: all but key, type and archival.
    package func edit(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let edit = try await exchange.body(of: request) { fields in
            PropertyEdit(
                name: fields.change("name") { fields.text($0) },
                options: fields.options(),
                replacing: fields.object("replacing") { $0.replacements } ?? [:],
                defaultValue: fields.has("defaultValue") ? fields.json("defaultValue") ?? .null : nil,
                isWriteOnce: fields.change("writeOnce") { fields.boolean($0) },
                isHiddenInContacts: fields.change("hiddenInContacts") { fields.boolean($0) },
                isHiddenInInbox: fields.change("hiddenInInbox") { fields.boolean($0) }
            )
        }
        return .json(try await kith.properties.edit(try exchange.property(), edit, by: exchange.caller).json)
    }

    /// `PUT /properties/{property}/archival`
    package func archive(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        try await exchange.optionalBody(of: request) { _ in }
        return .json(try await kith.properties.archive(try exchange.property(), by: exchange.caller).json)
    }

    /// `DELETE /properties/{property}/archival`: restores it.
    package func restore(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        _ = try await kith.properties.restore(try exchange.property(), by: exchange.caller)
        return .done
    }

    /// `PUT /properties/{property}/type`; with `dryRun` only says what would become of the values.
    package func changeType(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let wanted = try await exchange.body(of: request) { fields in
            (
                change: TypeChange(
                    to: try fields.requiredChoice("type", of: PropertyType.self),
                    options: fields.options() ?? [],
                    addsOptions: fields.optionalBoolean("addOptions") ?? false,
                    dropsValues: fields.optionalBoolean("dropping") ?? false
                ),
                isRehearsal: fields.optionalBoolean("dryRun") ?? false
            )
        }
        let key = try exchange.property()
        if wanted.isRehearsal {
            return .json(try await kith.properties.rehearse(key, wanted.change, by: exchange.caller).json)
        }
        return .json(try await kith.properties.changeType(key, wanted.change, by: exchange.caller).property.json)
    }

    /// `PUT /property-order`: those that are not named follow as they were.
    package func order(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let keys = try await exchange.body(of: request) { $0.texts("keys", atMost: Property.limit) }
        do {
            let properties = try await kith.properties.order(keys, by: exchange.caller)
            return .json(.object(["keys": .array(properties.map { .string($0.key) })]))
        } catch let error as PropertyError {
            guard case .unknown = error else { throw error }
            throw Failure(places: [.init(error.explanation, pointer: "/keys")])
        }
    }
}

extension CallerExchange {
    /// The key in the path.
    func property() throws(PropertyError) -> String {
        guard let key = name("property") else { throw .unknown("") }
        return key
    }
}

extension Fields {
    func options() -> [String]? {
        optionalArray("options", of: "text", atMost: Property.optionsLimit) { $0.string }
    }

    /// For each option that is no more another one, or null.
    fileprivate var replacements: [String: String?] {
        var replacements: [String: String?] = [:]
        for member in all {
            switch member.value {
            case .null: replacements.updateValue(nil, forKey: member.key)
            case .string(let option): replacements[member.key] = option
            default: refuse(member.key, "an option is expected, or null")
            }
        }
        return replacements
    }
}
