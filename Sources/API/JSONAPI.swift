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
    let avatars: AvatarsResource
    let personalTexts: PersonalTextsResource
    let timeline: TimelineResource
    let merges: MergesResource
    let duplicates: DuplicatesResource
    let dataQuality: DataQualityResource
    let analytics: AnalyticsResource
    let bulkChanges: BulkChangesResource
    let jobs: JobsResource
    let imports: ImportsResource
    let segments: SegmentsResource
    let properties: PropertiesResource
    let unregisteredKeys: UnregisteredKeysResource
    let tags: TagsResource
    let roles: RolesResource
    let managers: ManagersResource
    let keys: KeysResource
    let sessions: SessionsResource
    let ownSessions: OwnSessionsResource
    let totp: TOTPResource
    let organization: OrganizationResource
    let logo: LogoResource
    let sites: SitesResource
    let subscription: SubscriptionResource
    let auditEntries: AuditEntriesResource
    let privacy: PrivacyResource
    let subjectData: SubjectDataResource
    /// Finds out who asks.
    package let gate: CallerGate

    /// Throws where a document of the API's description is broken.
    package init(
        kith: Kith,
        version: String,
        sender: SenderAddress,
        heartbeat: Duration = .seconds(15)
    ) throws {
        gate = CallerGate(kith: kith, sender: sender)
        openAPI = try OpenAPIResource(version: version)
        me = MeResource(kith: kith)
        changes = ChangesResource(kith: kith, gate: gate, heartbeat: heartbeat)
        contacts = ContactsResource(kith: kith)
        avatars = AvatarsResource(kith: kith)
        personalTexts = PersonalTextsResource(kith: kith)
        timeline = TimelineResource(kith: kith)
        merges = MergesResource(kith: kith)
        duplicates = DuplicatesResource(kith: kith)
        dataQuality = DataQualityResource(kith: kith)
        analytics = AnalyticsResource(kith: kith)
        bulkChanges = BulkChangesResource(kith: kith)
        jobs = JobsResource(kith: kith)
        imports = ImportsResource(kith: kith)
        segments = SegmentsResource(kith: kith)
        properties = PropertiesResource(kith: kith)
        unregisteredKeys = UnregisteredKeysResource(kith: kith)
        tags = TagsResource(kith: kith)
        roles = RolesResource(kith: kith)
        managers = ManagersResource(kith: kith)
        keys = KeysResource(kith: kith)
        sessions = SessionsResource(kith: kith, sender: sender)
        ownSessions = OwnSessionsResource(kith: kith)
        totp = TOTPResource(kith: kith)
        organization = OrganizationResource(kith: kith)
        logo = LogoResource(kith: kith)
        sites = SitesResource(kith: kith)
        subscription = SubscriptionResource(kith: kith)
        auditEntries = AuditEntriesResource(kith: kith)
        privacy = PrivacyResource(kith: kith)
        subjectData = SubjectDataResource(kith: kith)
    }

    /// The table of routes below `/api/v1`, each with the permission that it needs; nil where every caller may.
    package var routes: [APIRoute] {
        [
            .open(.get, "/openapi.json", openAPI.show),

            .open(.post, "/sessions", sessions.begin),
            .delete("/sessions/current", needs: nil, sessions.end, .managers),

            .get("/me", needs: nil, me.show),
            .patch("/me", needs: nil, me.edit, .managers),
            .get("/me/sessions", needs: nil, ownSessions.list, .managers),
            .delete("/me/sessions", needs: nil, ownSessions.endOthers, .managers),
            .delete("/me/sessions/{session}", needs: nil, ownSessions.end, .managers),
            .put("/me/password", needs: nil, ownSessions.changePassword, .managers),
            .get("/me/totp", needs: nil, totp.show, .managers),
            .post("/me/totp", needs: nil, totp.begin, .secret.forManagers),
            .put("/me/totp", needs: nil, totp.confirm, .secret.forManagers),
            .delete("/me/totp", needs: nil, totp.switchOff, .managers),
            .post("/me/recovery-codes", needs: nil, totp.makeRecoveryCodes, .secret.forManagers),

            .get("/organization", needs: nil, organization.show),
            .patch("/organization", needs: .manageOrganization, organization.edit),
            .get("/organization/logo", needs: nil, logo.show),
            .put("/organization/logo", needs: .manageOrganization, logo.put, .bodies(upTo: Avatar.mostBytes)),
            .delete("/organization/logo", needs: .manageOrganization, logo.remove),
            .get("/organization/site", needs: .manageOrganization, sites.show),
            .patch("/organization/site", needs: .manageOrganization, sites.edit),
            .post("/organization/plugin-keys", needs: .manageOrganization, sites.makePluginKey),
            .get("/organization/member-secret", needs: .manageOrganization, sites.showSecret),
            .post("/organization/member-secrets", needs: .manageOrganization, sites.makeSecret, .secret),
            .get("/subscription", needs: .manageOrganization, subscription.show),
            .post("/subscription/additions", needs: .manageOrganization, subscription.add),
            .get("/audit-entries", needs: .seeAuditLog, auditEntries.list, .parameters),

            .get("/privacy", needs: .managePrivacy, privacy.show, .lasting),
            .put("/privacy/retention-rule", needs: .managePrivacy, privacy.setRule),
            .delete("/privacy/retention-rule", needs: .managePrivacy, privacy.switchOff),
            .post("/privacy/retention-previews", needs: .managePrivacy, privacy.preview, .lasting),
            .post("/privacy/retention-runs", needs: .managePrivacy, privacy.run, .lasting),
            // Whose data it is must be seen, too: the verbs ask for that.
            .get("/contacts/{contact}/subject-data", needs: .managePrivacy, subjectData.show, .lasting),
            .post("/contacts/{contact}/subject-links", needs: .managePrivacy, subjectData.makeLink, .secret),
            .get("/subject-links", needs: .managePrivacy, subjectData.links),
            .delete("/subject-links/{link}", needs: .managePrivacy, subjectData.revokeLink),

            .get("/changes", needs: .seeContacts, changes.follow, .parameters),

            .get("/contacts", needs: .seeContacts, contacts.look, .parameters),
            .post("/contacts/search", needs: .seeContacts, contacts.search, .bodies(upTo: Fields.mostBytesWithTerms)),
            .post("/contacts", needs: .createContacts, contacts.create),
            .get("/contacts/{contact}", needs: .seeContacts, contacts.show),
            .patch("/contacts/{contact}", needs: .editContacts, contacts.edit),
            .delete("/contacts/{contact}", needs: .deleteContacts, contacts.remove),
            .put("/contacts/{contact}/erasure", needs: .managePrivacy, contacts.erase),
            .put("/contacts/{contact}/block", needs: .editContacts, contacts.block),
            .delete("/contacts/{contact}/block", needs: .editContacts, contacts.unblock),
            .get("/contacts/{contact}/avatar", needs: .seeContacts, avatars.show),
            .put("/contacts/{contact}/avatar", needs: .editContacts, avatars.put, .bodies(upTo: Avatar.mostBytes)),
            .delete("/contacts/{contact}/avatar", needs: .editContacts, avatars.remove),
            .post("/contacts/{contact}/tags", needs: .editContacts, contacts.tag),
            .post("/contacts/{contact}/tag-removals", needs: .editContacts, contacts.untag),
            .post("/contacts/{contact}/touches", needs: .editContacts, contacts.touch),
            .post("/contacts/{contact}/personal-texts", needs: .seeContacts, personalTexts.create),
            .get("/contacts/{contact}/events", needs: .seeContacts, timeline.list, .parameters),
            .put("/members/{memberId}", needs: .editContacts, contacts.putMember),

            .post("/merges", needs: .mergeContacts, merges.create),
            .get("/duplicates", needs: .seeContacts, duplicates.list, .parameters),
            .put("/duplicates/{first}/{second}/dismissal", needs: .mergeContacts, duplicates.dismiss),
            .post("/duplicate-searches", needs: .mergeContacts, duplicates.search, .lasting),
            .get("/data-quality", needs: .seeContacts, dataQuality.show, .lasting),
            // Whom a filter chooses must be seen, too: the verb asks for that.
            .get("/analytics", needs: .seeAnalytics, analytics.show, .lasting.withParameters),

            .post(
                "/bulk-changes",
                needs: .seeContacts,
                bulkChanges.create,
                .lasting.bodies(upTo: Fields.mostBytesWithTerms)
            ),
            .get("/jobs", needs: .seeContacts, jobs.list, .parameters),
            .get("/jobs/{job}", needs: .seeContacts, jobs.show),
            .put("/jobs/{job}/cancellation", needs: .seeContacts, jobs.cancel),
            .post("/imports/{import}/reversals", needs: .importContacts, imports.takeBack),

            // Personal ones need no right to change shared ones: the verbs look at whose a segment is.
            .get("/segments", needs: nil, segments.list, .parameters),
            .post("/segments", needs: nil, segments.create),
            .get("/segments/{segment}", needs: nil, segments.show, .parameters),
            .patch("/segments/{segment}", needs: nil, segments.edit),
            .delete("/segments/{segment}", needs: nil, segments.remove),
            .get("/segments/{segment}/contacts", needs: .seeContacts, segments.contacts, .parameters),
            .get("/segments/{segment}/moves", needs: .seeContacts, segments.moves, .parameters),
            .get("/segments/{segment}/sizes", needs: .seeContacts, segments.sizes, .parameters),

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

            // Read by whoever manages roles, or gives them to managers; everybody has their own in `/me`.
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
            .delete("/managers/{manager}/sessions", needs: .manageManagers, managers.endSessions),
            .delete("/managers/{manager}/totp", needs: .manageManagers, managers.switchOffTOTP),

            .get("/keys", needs: .manageKeys, keys.list),
            .post("/keys", needs: .manageKeys, keys.create, .secret),
            .get("/keys/{key}", needs: .manageKeys, keys.show),
            .patch("/keys/{key}", needs: .manageKeys, keys.rename),
            .delete("/keys/{key}", needs: .manageKeys, keys.revoke),
        ]
    }
}
