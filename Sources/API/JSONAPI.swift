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
