import Domain
package import HTTP
import HTTPTypes
package import Kith

/// The API: its resources, and the table of its routes.
package struct JSONAPI: Sendable {
    let openAPI: OpenAPIResource
    let me: MeResource
    let changes: ChangesResource
    let contacts: ContactsResource
    let segments: SegmentsResource
    let properties: PropertiesResource
    let unregisteredKeys: UnregisteredKeysResource
    let tags: TagsResource
    let roles: RolesResource
    let managers: ManagersResource
    let keys: KeysResource
    /// Finds out who asks.
    package let gate: CallerGate

    /// Throws where a document of the API's description is broken.
    package init(kith: Kith, version: String, sender: SenderAddress) throws {
        gate = CallerGate(kith: kith, sender: sender)
        openAPI = try OpenAPIResource(version: version)
        me = MeResource(kith: kith)
        changes = ChangesResource(kith: kith, gate: gate)
        contacts = ContactsResource(kith: kith)
        segments = SegmentsResource(kith: kith)
        properties = PropertiesResource(kith: kith)
        unregisteredKeys = UnregisteredKeysResource(kith: kith)
        tags = TagsResource(kith: kith)
        roles = RolesResource(kith: kith)
        managers = ManagersResource(kith: kith)
        keys = KeysResource(kith: kith)
    }

    /// The table of routes below `/api/v1`, each with the permission that it needs; nil where every caller may.
    package var routes: [APIRoute] {
        [
            .open(.get, "/openapi.json", openAPI.show),

            .get("/me", needs: nil, me.show),
            .get("/changes", needs: .seeContacts, changes.follow),

            .get("/contacts", needs: .seeContacts, contacts.look),
            .post("/contacts/search", needs: .seeContacts, contacts.search),
            .get("/contacts/{contact}", needs: .seeContacts, contacts.show),

            // Personal ones need no right to change shared ones: the verbs look at whose a segment is.
            .get("/segments", needs: nil, segments.list),
            .post("/segments", needs: nil, segments.create),
            .get("/segments/{segment}", needs: nil, segments.show),
            .patch("/segments/{segment}", needs: nil, segments.edit),
            .delete("/segments/{segment}", needs: nil, segments.remove),
            .get("/segments/{segment}/contacts", needs: .seeContacts, segments.contacts),

            // Read by whoever sees contacts or manages properties.
            .get("/properties", needs: nil, properties.list),
            .post("/properties", needs: .manageProperties, properties.define),
            .get("/properties/{property}", needs: nil, properties.show),
            .patch("/properties/{property}", needs: .manageProperties, properties.edit, .lasting),
            .put("/properties/{property}/archival", needs: .manageProperties, properties.archive, .lasting),
            .delete("/properties/{property}/archival", needs: .manageProperties, properties.restore, .lasting),
            .put("/properties/{property}/type", needs: .manageProperties, properties.changeType, .lasting),
            .put("/property-order", needs: .manageProperties, properties.order),

            .get("/unregistered-keys", needs: .manageProperties, unregisteredKeys.list),
            .patch("/unregistered-keys", needs: .manageProperties, unregisteredKeys.edit),
            .post("/unregistered-keys/{key}/registration", needs: .manageProperties, unregisteredKeys.register),
            .delete("/unregistered-keys/{key}", needs: .manageProperties, unregisteredKeys.ignore),

            .get("/tags", needs: .seeContacts, tags.list),
            // Whoever edits contacts makes tags on the spot.
            .post("/tags", needs: nil, tags.create),
            .get("/tags/{tag}", needs: .seeContacts, tags.show),
            .patch("/tags/{tag}", needs: .manageTags, tags.edit),
            .delete("/tags/{tag}", needs: .manageTags, tags.remove, .lasting),
            .post("/tags/{tag}/merges", needs: .manageTags, tags.merge, .lasting),

            .get("/roles", needs: nil, roles.list),
            .post("/roles", needs: .manageRoles, roles.create),
            .get("/roles/{role}", needs: nil, roles.show),
            .patch("/roles/{role}", needs: .manageRoles, roles.edit),
            .delete("/roles/{role}", needs: .manageRoles, roles.remove),

            .get("/managers", needs: .manageManagers, managers.list),
            .post("/managers", needs: .manageManagers, managers.invite, .secret),
            .get("/managers/{manager}", needs: .manageManagers, managers.show),
            .patch("/managers/{manager}", needs: .manageManagers, managers.edit),
            .delete("/managers/{manager}", needs: .manageManagers, managers.remove),
            .post("/managers/{manager}/links", needs: .manageManagers, managers.makeLink, .secret),

            .get("/keys", needs: .manageKeys, keys.list),
            .post("/keys", needs: .manageKeys, keys.create, .secret),
            .delete("/keys/{key}", needs: .manageKeys, keys.revoke),
        ]
    }
}
