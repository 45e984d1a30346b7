import Domain
package import HTTP
package import Hummingbird

/// The description of the API that programs read, put together from a document for each resource.
package struct OpenAPIResource: Sendable {
    /// `common` first: it says what all have in common.
    private static let documents = [
        PackageResources.common_json, PackageResources.me_json, PackageResources.changes_json,
        PackageResources.contacts_json, PackageResources.roles_json, PackageResources.managers_json,
        PackageResources.keys_json, PackageResources.segments_json, PackageResources.properties_json,
        PackageResources.unregistered_keys_json, PackageResources.tags_json,
        PackageResources.sessions_json, PackageResources.totp_json,
        PackageResources.organization_json, PackageResources.subscription_json, PackageResources.audit_entries_json,
        PackageResources.timeline_json, PackageResources.merges_json, PackageResources.duplicates_json,
        PackageResources.data_quality_json, PackageResources.analytics_json, PackageResources.bulk_changes_json,
        PackageResources.jobs_json,
        PackageResources.imports_json, PackageResources.privacy_json,
    ]

    let document: JSON

    package init(version: String) throws {
        document = try Self.merged(Self.documents.map { try JSON(parsing: $0) }, version: version)
    }

    /// `GET /openapi.json`
    package func show(_ request: Request, _ exchange: Exchange) -> Response { .json(document) }

    /// Brings the paths and schemas of all documents into the first one.
    static func merged(_ documents: [JSON], version: String) -> JSON {
        var paths: [JSON.Member] = []
        var components: [String: [JSON.Member]] = [:]
        var tags: [JSON] = []
        for document in documents {
            paths += document["paths"]?.object ?? []
            tags += document["tags"]?.array ?? []
            for part in document["components"]?.object ?? [] {
                components[part.key, default: []] += part.value.object ?? []
            }
        }
        let first = documents.first
        let info = (first?["info"]?.object ?? []) + [JSON.Member("version", .string(version))]
        return .object([
            "openapi": .string("3.1.0"),
            "info": .object(info),
            "servers": .array([.object(["url": .string(APIRoute.base)])]),
            "security": first?["security"],
            "tags": .array(tags),
            "paths": .object(CommonOperation.completed(paths)),
            "components": .object(
                components.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .object($0.value)) }
            ),
        ])
    }
}
