/// How an organization's site speaks to Kith, and how it proves who its members are.
package struct SiteAccess: Hashable, Sendable {
    /// Nil until one is made.
    package var pluginKey: PluginKey?
    package var pluginKeyMadeAt: Instant?
    /// When the secret for member hashes was made; nil while there is none.
    package var memberSecretMadeAt: Instant?
    /// True where the site's word on who a member is counts only with a hash.
    package var enforcesMemberHash = false

    package init() {}

    package var hasMemberSecret: Bool { memberSecretMadeAt != nil }
}
