import API
import Domain
import HTTP
import Hummingbird
import Kith
import Web

/// The table of routes. Whoever is not signed in reaches what stands first; all else names its permission.
struct Routes {
    let site: Site
    let health: HealthRoute
    let metrics: MetricsRoute
    let gate: SessionGate

    func add(to router: Router<Exchange>) {
        // For the machines that watch over this one.
        router.get("/health") { _, _ in try await health.answer() }
        router.get("/metrics") { _, _ in await metrics.answer() }

        // For everybody.
        router.get("/assets/{version}/{name}") { _, exchange in
            try site.assets.answer(
                version: exchange.parameters.require("version"),
                name: exchange.parameters.require("name")
            )
        }
        router.get("/sign-in", use: site.signIn.show)
        router.post("/sign-in", use: site.signIn.signIn)
        router.get("/sign-in/help", use: site.signIn.help)
        router.get("/welcome/{token}", use: site.welcome.show)
        router.post("/welcome/{token}", use: site.welcome.accept)
        router.get("/set-up/{token}", use: site.setUp.show)
        router.post("/set-up/{token}", use: site.setUp.perform)
        router.get("/my-data/{token}", use: site.myData.show)
        router.post("/my-data/{token}", use: site.myData.download)

        // For managers who are signed in.
        let managers = router.group().add(middleware: gate).group(context: ManagerExchange.self)
        managers.get("/", needs: nil, site.home)
        managers.post("/sign-out", needs: nil, site.signIn.signOut)
        managers.post("/preferences", needs: nil, site.preferences.change)
        managers.get("/live", needs: .seeContacts, site.live.follow)
        managers.get("/contacts", needs: .seeContacts, site.contacts.show)
        managers.get("/contacts/results", needs: .seeContacts, site.contacts.results)
        managers.get("/contacts/rows", needs: .seeContacts, site.contacts.rows)
        managers.get("/contacts/columns", needs: .seeContacts, site.contactColumns.show)
        managers.get("/contacts/new", needs: .createContacts, site.newContact.show)
        managers.post("/contacts", needs: .createContacts, site.newContact.create)
        managers.get("/contacts/{id}", needs: .seeContacts, site.contact.show)
        managers.get("/contacts/{id}/panel", needs: .seeContacts, site.contact.panel)
        managers.get("/contacts/{id}/content", needs: .seeContacts, site.contact.content)
        managers.get("/contacts/{id}/activity", needs: .seeContacts, site.contact.activity)
        managers.get("/contacts/{id}/values/{key}", needs: .editContacts, site.contactValues.show)
        managers.post("/contacts/{id}/values/{key}", needs: .editContacts, site.contactValues.save)
        managers.post("/contacts/{id}/tags", needs: .editContacts, site.contactTags.change)
        managers.get("/contacts/{id}/avatar", needs: .seeContacts, site.contactAvatar.show)
        managers.post("/contacts/{id}/avatar", needs: .editContacts, site.contactAvatar.put)
        managers.post("/contacts/{id}/avatar/removal", needs: .editContacts, site.contactAvatar.remove)
        managers.post("/contacts/{id}/block", needs: .editContacts, site.contact.block)
        managers.get("/contacts/{id}/properties", needs: .manageProperties, site.newProperty.show)
        managers.post("/contacts/{id}/properties", needs: .manageProperties, site.newProperty.define)
        // Deleting and erasing have permissions of their own, which the verb asks for.
        managers.get("/contacts/{id}/deletion", needs: .seeContacts, site.contactDeletion.show)
        managers.post("/contacts/{id}/deletion", needs: .seeContacts, site.contactDeletion.delete)
        managers.get("/contacts/filter", needs: .seeContacts, site.filterBuilder.show)
        managers.post("/contacts/filter", needs: .seeContacts, site.filterBuilder.change)
        managers.get("/contacts/completions", needs: .seeContacts, site.filterCompletions.show)
        managers.get("/segments/list", needs: .seeContacts, site.segments.list)
        // Whether a shared segment may be changed is asked by the verbs: everybody may keep filters of their own.
        managers.get("/segments/new", needs: .seeContacts, site.segments.begin)
        managers.post("/segments", needs: .seeContacts, site.segments.create)
        managers.post("/segments/preview", needs: .seeContacts, site.segments.preview)
        managers.get("/segments/{segment}/copy", needs: .seeContacts, site.segments.copy)
        managers.get("/segments/{segment}/edit", needs: .seeContacts, site.segments.open)
        managers.post("/segments/{segment}", needs: .seeContacts, site.segments.edit)
        managers.get("/segments/{segment}/deletion", needs: .seeContacts, site.segments.beginDeletion)
        managers.post("/segments/{segment}/deletion", needs: .seeContacts, site.segments.delete)
        managers.get("/segments/{segment}/history", needs: .seeContacts, site.segmentHistory.show)
        managers.get("/terms/new", needs: .seeContacts, site.terms.begin)
        managers.post("/terms", needs: .seeContacts, site.terms.keep)
        managers.get("/terms/{terms}/edit", needs: .seeContacts, site.terms.open)
        managers.get("/terms/{terms}/missing", needs: .seeContacts, site.terms.missing)
        managers.get("/terms/{terms}/missing.txt", needs: .seeContacts, site.terms.download)
        // What each action needs beyond seeing contacts is asked for by its kind.
        managers.post("/bulk-changes/drafts", needs: .seeContacts, site.bulkChanges.draft)
        managers.get("/bulk-changes/value", needs: .editContacts, site.bulkChanges.value)
        managers.post("/bulk-changes/rehearsals", needs: .seeContacts, site.bulkChanges.rehearse)
        managers.post("/bulk-changes", needs: .seeContacts, site.bulkChanges.start)
        managers.get("/jobs", needs: .seeContacts, site.jobs.list)
        managers.post("/jobs/{job}/cancellation", needs: .seeContacts, site.jobs.cancel)
        managers.get("/merges/new", needs: .mergeContacts, site.merges.preview)
        managers.post("/merges", needs: .mergeContacts, site.merges.create)
        managers.get("/duplicates", needs: .seeContacts, site.duplicates.show)
        managers.post("/duplicates/dismissals", needs: .mergeContacts, site.duplicates.dismiss)
        managers.post("/duplicates/searches", needs: .mergeContacts, site.duplicates.search)
        managers.get("/data-quality", needs: .seeContacts, site.dataQuality.show)
        // Whom a filter chooses must be seen, too: the verb asks for that.
        managers.get("/analytics", needs: .seeAnalytics, site.analytics.show)
        managers.get("/analytics/results", needs: .seeAnalytics, site.analytics.results)
        managers.get("/analytics/activity", needs: .seeAnalytics, site.analytics.activity)
        managers.get("/analytics/charts/{chart}", needs: .seeAnalytics, site.analytics.download)
        // Everybody has an account of their own there.
        managers.get("/settings", needs: nil, site.settingsIndex.show)
        managers.get("/settings/properties", needs: .manageProperties, site.properties.show)
        managers.get("/settings/properties/list", needs: .manageProperties, site.properties.list)
        managers.post("/settings/property-order", needs: .manageProperties, site.properties.order)
        managers.get("/settings/properties/new", needs: .manageProperties, site.properties.begin)
        managers.post("/settings/properties", needs: .manageProperties, site.properties.define)
        managers.get("/settings/properties/{property}/edit", needs: .manageProperties, site.properties.open)
        managers.post("/settings/properties/{property}", needs: .manageProperties, site.properties.edit)
        managers.post(
            "/settings/properties/{property}/visibility",
            needs: .manageProperties,
            site.properties.setVisibility
        )
        managers.post("/settings/properties/{property}/archival", needs: .manageProperties, site.properties.archive)
        managers.get("/settings/properties/{property}/type", needs: .manageProperties, site.propertyType.show)
        managers.post("/settings/properties/{property}/type", needs: .manageProperties, site.propertyType.change)
        managers.post(
            "/settings/properties/{property}/type-rehearsal",
            needs: .manageProperties,
            site.propertyType.rehearse
        )
        managers.get("/settings/unregistered-keys", needs: .manageProperties, site.unregisteredKeys.list)
        managers.post("/settings/key-collection", needs: .manageProperties, site.unregisteredKeys.collect)
        managers.get(
            "/settings/unregistered-keys/{property}/registration",
            needs: .manageProperties,
            site.unregisteredKeys.begin
        )
        managers.post(
            "/settings/unregistered-keys/{property}/registration",
            needs: .manageProperties,
            site.unregisteredKeys.register
        )
        managers.post(
            "/settings/unregistered-keys/{property}/dismissal",
            needs: .manageProperties,
            site.unregisteredKeys.dismiss
        )
        managers.get("/settings/tags", needs: .manageTags, site.tags.show)
        managers.get("/settings/tags/list", needs: .manageTags, site.tags.list)
        managers.get("/settings/tags/new", needs: .manageTags, site.tags.begin)
        managers.post("/settings/tags", needs: .manageTags, site.tags.create)
        managers.get("/settings/tags/{tag}/edit", needs: .manageTags, site.tags.open)
        managers.post("/settings/tags/{tag}", needs: .manageTags, site.tags.edit)
        managers.get("/settings/tags/{tag}/merge", needs: .manageTags, site.tags.beginMerge)
        managers.post("/settings/tags/{tag}/merge", needs: .manageTags, site.tags.merge)
        managers.post("/settings/tags/{tag}/merge-rehearsal", needs: .manageTags, site.tags.rehearseMerge)
        managers.get("/settings/tags/{tag}/deletion", needs: .manageTags, site.tags.beginDeletion)
        managers.post("/settings/tags/{tag}/deletion", needs: .manageTags, site.tags.delete)
        managers.get("/organization/logo", needs: nil, site.logo.show)
        managers.get("/settings/organization", needs: .manageOrganization, site.organization.show)
        managers.post("/settings/organization", needs: .manageOrganization, site.organization.save)
        managers.post("/settings/organization/logo", needs: .manageOrganization, site.logo.put)
        managers.post("/settings/organization/logo/removal", needs: .manageOrganization, site.logo.remove)
        managers.get("/settings/organization/plugin-key", needs: .manageOrganization, site.access.beginPluginKey)
        managers.post("/settings/organization/plugin-key", needs: .manageOrganization, site.access.makePluginKey)
        managers.post("/settings/organization/member-secret", needs: .manageOrganization, site.access.showSecret)
        managers.get("/settings/organization/member-secret/new", needs: .manageOrganization, site.access.beginSecret)
        managers.post("/settings/organization/member-secret/new", needs: .manageOrganization, site.access.makeSecret)
        managers.post("/settings/organization/member-hash", needs: .manageOrganization, site.access.enforce)
        managers.get("/settings/subscription", needs: .manageOrganization, site.subscription.show)
        managers.post("/settings/subscription/additions", needs: .manageOrganization, site.subscription.add)
        managers.get("/settings/operations", needs: .manageOrganization, site.operations.show)
        // Backups are the owner's: each has the whole database.
        managers.post("/settings/backups", needs: .manageOrganization, site.backups.start)
        managers.get("/settings/backups/list", needs: .manageOrganization, site.backups.list)
        managers.post("/settings/backups/cancellation", needs: .manageOrganization, site.backups.cancel)
        managers.post("/settings/backups/{backup}/file", needs: .manageOrganization, site.backups.download)
        managers.get("/settings/backups/{backup}/removal", needs: .manageOrganization, site.backups.beginRemoval)
        managers.post("/settings/backups/{backup}/removal", needs: .manageOrganization, site.backups.remove)
        managers.get("/settings/managers", needs: .manageManagers, site.managers.show)
        managers.post("/settings/managers", needs: .manageManagers, site.managerForm.invite)
        managers.get("/settings/managers/new", needs: .manageManagers, site.managerForm.begin)
        managers.post("/settings/managers/{manager}", needs: .manageManagers, site.managerForm.edit)
        managers.get("/settings/managers/{manager}/edit", needs: .manageManagers, site.managerForm.open)
        // What touches an owner is an owner's, as is switching two-step off.
        managers.get("/settings/managers/{manager}/{action}", needs: .manageManagers, site.managerAction.ask)
        managers.post("/settings/managers/{manager}/{action}", needs: .manageManagers, site.managerAction.act)
        managers.get("/settings/roles", needs: .manageRoles, site.roles.show)
        managers.post("/settings/roles", needs: .manageRoles, site.roleForm.create)
        managers.get("/settings/roles/new", needs: .manageRoles, site.roleForm.begin)
        managers.get("/settings/roles/{role}", needs: .manageRoles, site.roleForm.open)
        managers.post("/settings/roles/{role}", needs: .manageRoles, site.roleForm.edit)
        managers.get("/settings/roles/{role}/removal", needs: .manageRoles, site.roles.beginRemoval)
        managers.post("/settings/roles/{role}/removal", needs: .manageRoles, site.roles.remove)
        managers.get("/settings/keys", needs: .manageKeys, site.keys.show)
        managers.post("/settings/keys", needs: .manageKeys, site.keyForm.create)
        managers.get("/settings/keys/new", needs: .manageKeys, site.keyForm.begin)
        managers.post("/settings/keys/{key}", needs: .manageKeys, site.keyForm.rename)
        managers.get("/settings/keys/{key}/edit", needs: .manageKeys, site.keyForm.open)
        managers.get("/settings/keys/{key}/revocation", needs: .manageKeys, site.keys.beginRevocation)
        managers.post("/settings/keys/{key}/revocation", needs: .manageKeys, site.keys.revoke)
        managers.get("/settings/account", needs: nil, site.account.show)
        managers.post("/settings/account/name", needs: nil, site.account.rename)
        managers.post("/settings/account/password", needs: nil, site.account.changePassword)
        managers.post("/settings/account/totp", needs: nil, site.ownTwoStep.begin)
        managers.post("/settings/account/totp/confirmation", needs: nil, site.ownTwoStep.confirm)
        managers.get("/settings/account/totp/end", needs: nil, site.ownTwoStep.beginEnd)
        managers.post("/settings/account/totp/end", needs: nil, site.ownTwoStep.end)
        managers.get("/settings/account/recovery-codes", needs: nil, site.ownTwoStep.beginCodes)
        managers.post("/settings/account/recovery-codes", needs: nil, site.ownTwoStep.makeCodes)
        managers.post("/settings/account/sessions/{session}/end", needs: nil, site.ownSessions.end)
        managers.get("/settings/account/other-sessions", needs: nil, site.ownSessions.beginEndOfOthers)
        managers.post("/settings/account/other-sessions", needs: nil, site.ownSessions.endOthers)
        managers.get("/settings/privacy", needs: .managePrivacy, site.privacy.show)
        managers.get("/settings/privacy/retention", needs: .managePrivacy, site.retention.ask)
        managers.post("/settings/privacy/retention", needs: .managePrivacy, site.retention.set)
        managers.get("/settings/privacy/retention-preview", needs: .managePrivacy, site.retention.preview)
        managers.get("/settings/privacy/retention-off", needs: .managePrivacy, site.retention.askOff)
        managers.post("/settings/privacy/retention-off", needs: .managePrivacy, site.retention.switchOff)
        managers.get("/settings/privacy/retention-runs", needs: .managePrivacy, site.retention.askRun)
        managers.post("/settings/privacy/retention-runs", needs: .managePrivacy, site.retention.run)
        managers.get("/settings/privacy/links/{link}/revocation", needs: .managePrivacy, site.privacy.askRevocation)
        managers.post("/settings/privacy/links/{link}/revocation", needs: .managePrivacy, site.privacy.revoke)
        // Whose data it is must be seen, too: the verbs ask for that.
        managers.get("/contacts/{id}/subject-data", needs: .managePrivacy, site.subjectData.show)
        managers.post("/contacts/{id}/subject-data", needs: .managePrivacy, site.subjectData.download)
        managers.post("/contacts/{id}/subject-links", needs: .managePrivacy, site.subjectData.makeLink)
        managers.get("/settings/audit-log", needs: .seeAuditLog, site.auditLog.show)
        managers.post("/settings/audit-log/file", needs: .seeAuditLog, site.auditLog.download)
    }
}

extension RouterGroup<ManagerExchange> {
    typealias Handler = @Sendable (Request, ManagerExchange) async throws -> Response

    /// Adds a page. The permission is asked for before the handler runs; nil where every manager may.
    fileprivate func get(_ path: RouterPath, needs permission: Permission?, _ handler: @escaping Handler) {
        on(path, method: .get, use: Self.guarded(permission, handler))
    }

    fileprivate func post(_ path: RouterPath, needs permission: Permission?, _ handler: @escaping Handler) {
        on(path, method: .post, use: Self.guarded(permission, handler))
    }

    private static func guarded(_ permission: Permission?, _ handler: @escaping Handler) -> Handler {
        { request, exchange in
            if let permission { try exchange.caller.require(permission) }
            return try await handler(request, exchange)
        }
    }
}
