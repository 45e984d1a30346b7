package import Hummingbird
import Kith

/// The way to all areas of the settings.
package struct SettingsPage: Sendable {
    let site: Site

    /// `GET /settings`
    package func show(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let menu = SettingsMenu(in: view, current: .settings)
        return try await view.page("settings-index", title: menu.title, menu, current: .settings)
    }
}
