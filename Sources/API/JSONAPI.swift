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
    let timeline: TimelineResource
    let merges: MergesResource
    let duplicates: DuplicatesResource
    let dataQuality: DataQualityResource
    let bulkChanges: BulkChangesResource
    let jobs: JobsResource
    let imports: ImportsResource
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
        timeline = TimelineResource(kith: kith)
        merges = MergesResource(kith: kith)
        duplicates = DuplicatesResource(kith: kith)
        dataQuality = DataQualityResource(kith: kith)
        bulkChanges = BulkChangesResource(kith: kith)
        jobs = JobsResource(kith: kith)
        imports = ImportsResource(kith: kith)
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
            .post("/contacts", needs: .createContacts, contacts.create),
            .get("/contacts/{contact}", needs: .seeContacts, contacts.show),
            .patch("/contacts/{contact}", needs: .editContacts, contacts.edit),
            .delete("/contacts/{contact}", needs: .deleteContacts, contacts.remove),
            .put("/contacts/{contact}/erasure", needs: .managePrivacy, contacts.erase),
            .put("/contacts/{contact}/block", needs: .editContacts, contacts.block),
            .delete("/contacts/{contact}/block", needs: .editContacts, contacts.unblock),
            .post("/contacts/{contact}/tags", needs: .editContacts, contacts.tag),
            .post("/contacts/{contact}/tag-removals", needs: .editContacts, contacts.untag),
            .get("/contacts/{contact}/events", needs: .seeContacts, timeline.list),
            .put("/members/{memberId}", needs: .editContacts, contacts.putMember),

            .post("/merges", needs: .mergeContacts, merges.create),
            .get("/duplicates", needs: .seeContacts, duplicates.list),
            .put("/duplicates/{first}/{second}/dismissal", needs: .mergeContacts, duplicates.dismiss),
            .post("/duplicate-searches", needs: .mergeContacts, duplicates.search, .lasting),
            .get("/data-quality", needs: .seeContacts, dataQuality.show, .lasting),

            .post("/bulk-changes", needs: .seeContacts, bulkChanges.create, .lasting),
            .get("/jobs", needs: .seeContacts, jobs.list),
            .get("/jobs/{job}", needs: .seeContacts, jobs.show),
            .put("/jobs/{job}/cancellation", needs: .seeContacts, jobs.cancel),
            .post("/imports/{import}/reversals", needs: .importContacts, imports.takeBack),

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
