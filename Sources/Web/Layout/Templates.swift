import Mustache

/// The templates of all pages, read once. They are inside the program, so it runs from any folder, alone.
struct Templates: Sendable {
    private let library: MustacheLibrary

    init() throws {
        let sources: [(name: String, bytes: [UInt8])] = [
            ("page", PackageResources.page_mustache),
            ("workspace", PackageResources.workspace_mustache),
            ("icon-contacts", PackageResources.icon_contacts_mustache),
            ("icon-search", PackageResources.icon_search_mustache),
            ("icon-filter", PackageResources.icon_filter_mustache),
            ("sign-in", PackageResources.sign_in_mustache),
            ("code", PackageResources.code_mustache),
            ("welcome", PackageResources.welcome_mustache),
            ("contacts", PackageResources.contacts_mustache),
            ("error", PackageResources.error_mustache),
        ]
        var templates: [String: MustacheTemplate] = [:]
        for source in sources {
            templates[source.name] = try MustacheTemplate(string: String(decoding: source.bytes, as: UTF8.self))
        }
        library = MustacheLibrary(templates: templates)
    }

    /// Draws a page. What stands in double braces is escaped; no template has triple ones.
    func draw(_ name: String, _ model: any Sendable) throws(TemplateError) -> String {
        guard let html = library.render(model, withTemplate: name) else { throw .missing(name) }
        return html
    }
}

enum TemplateError: Error {
    case missing(String)
}
