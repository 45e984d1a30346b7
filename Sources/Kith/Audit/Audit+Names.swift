package import Domain
import Stores

/// What things of an organization are called now, by how the audit log names them: `manager:…`, `role:…`, `tag:…`.
///
/// What is gone has no name here, and contacts never have: a log must not lead to their values.
package struct AuditNames: Sendable {
    private let names: [String: String]

    init(_ names: [String: String]) {
        self.names = names
    }

    package subscript(_ subject: String) -> String? { names[subject] }

    package subscript(_ actor: Actor) -> String? { names[actor.description] }

    /// Who can do something now.
    package var actors: [Actor] { names.keys.compactMap { Actor($0) } + [.console, .kith] }
}

extension Audit {
    /// Who can have done something, and what it can have been done to. For whoever reads the log.
    package func names(by caller: Caller) async throws -> AuditNames {
        try caller.require(.seeAuditLog)
        return try await kith.read { connection in
            let organization = caller.organization
            let catalogue = try kith.catalogue(of: organization, connection).seen(by: caller)
            var names: [String: String] = [:]
            for manager in try ManagerStore(organization, connection).all() { names[manager.id.subject] = manager.name }
            for role in try RoleStore(organization, connection).all() { names[role.id.subject] = role.name }
            for key in try KeyStore(organization, connection).all() { names[key.id.subject] = key.name }
            for tag in catalogue.tags.values { names[tag.subject] = tag.name.text }
            for segment in catalogue.segments.values { names[segment.subject] = segment.name }
            for property in catalogue.properties.values { names[property.subject] = property.name }
            return AuditNames(names)
        }
    }
}
