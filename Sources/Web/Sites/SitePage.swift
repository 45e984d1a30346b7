import Domain
package import Hummingbird
import Kith

/// The plugin key and the secret for member hashes: made, shown, made anew, and whether hashes are enforced.
package struct SitePage: Sendable {
    let site: Site

    /// `GET /settings/organization/plugin-key`: asks before another one is made.
    package func beginPluginKey(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let question = SettingsQuestion(
            title: view.words["site.key.again.title"],
            about: exchange.session.organization.name,
            what: view.words["site.key.again.what"],
            submit: view.words["site.key.again"],
            action: .pluginKey,
            isBad: true
        )
        return try question.draw(in: view)
    }

    /// `POST /settings/organization/plugin-key`
    package func makePluginKey(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        _ = try await Form(of: request, by: exchange)
        _ = try await site.kith.sites.makePluginKey(by: exchange.caller)
        return .settingsChanged(view.words["site.key.made"])
    }

    /// `POST /settings/organization/member-secret`: shows it, which the audit log then knows.
    package func showSecret(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        _ = try await Form(of: request, by: exchange)
        do {
            let secret = try await site.kith.sites.showMemberSecret(by: exchange.caller)
            return try view.fragment("shown-once", ShownOnce(secret, in: view))
        } catch let error as SiteError {
            // Somebody has lost it meanwhile.
            return .settingsChanged(view.sentence(error.explanation))
        }
    }

    /// `GET /settings/organization/member-secret/new`: asks before another one is made.
    package func beginSecret(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let question = SettingsQuestion(
            title: view.words["site.secret.again.title"],
            about: exchange.session.organization.name,
            what: view.words["site.secret.again.what"],
            submit: view.words["site.secret.again"],
            action: .newMemberSecret,
            isBad: true
        )
        return try question.draw(in: view)
    }

    /// `POST /settings/organization/member-secret/new`
    package func makeSecret(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        _ = try await Form(of: request, by: exchange)
        let secret = try await site.kith.sites.makeMemberSecret(by: exchange.caller)
        return try view.fragment("shown-once", ShownOnce(secret, in: view)).telling([.settingsChanged])
    }

    /// `POST /settings/organization/member-hash`: whether hashes are enforced.
    package func enforce(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let form = try await Form(of: request, by: exchange)
        do {
            let enforces = form.has("enforces")
            _ = try await site.kith.sites.enforceMemberHash(enforces, by: exchange.caller)
            return .settingsChanged(view.words[enforces ? "site.enforced" : "site.not-enforced"])
        } catch let error as SiteError {
            return .settingsChanged(view.sentence(error.explanation))
        }
    }
}

/// How an organization's site speaks to Kith, as its page shows it.
struct ShownSite: Sendable {
    let pluginKey: String?
    let pluginKeyMade: String
    let hasSecret: Bool
    let secretMade: String
    let enforces: Bool
    let mayEnforce: Bool
    let isBroken: Bool
    let keyAction = Link.pluginKey.path
    let secretAction = Link.memberSecret.path
    let newSecretAction = Link.newMemberSecret.path
    let enforcing = Link.memberHash.path

    init(_ access: SiteAccess, in view: View) {
        func made(_ time: Instant?) -> String {
            time.map { view.words("site.made", ["time": view.region.moment($0)]) } ?? ""
        }
        pluginKey = access.pluginKey?.description
        pluginKeyMade = made(access.pluginKeyMadeAt)
        hasSecret = access.hasMemberSecret
        secretMade = made(access.memberSecretMadeAt)
        enforces = access.enforcesMemberHash
        // What is on can be switched off, also where its secret was lost.
        mayEnforce = access.hasMemberSecret || access.enforcesMemberHash
        isBroken = access.enforcesMemberHash && !access.hasMemberSecret
    }
}

extension ShownOnce {
    fileprivate init(_ secret: MemberSecret, in view: View) {
        title = view.words["site.secret.title"]
        lead = view.words["site.secret.lead"]
        name = view.words["site.secret.title"]
        text = secret.text
        hint = view.words["site.secret.keep"]
        copy = view.words["site.secret.copy"]
        copied = view.words["site.secret.copied"]
    }
}
