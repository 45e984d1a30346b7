import Domain
import Mustache

/// The templates of all pages in one language, read once.
///
/// `[[contacts.title]]` stands for a text of the language, `[[icon:search]]` for a picture, `[[assets]]` for the folder of
/// scripts and styles: these are put in when the templates are read, so a text that is missing is found at the start.
struct Templates: Sendable {
    private let library: MustacheLibrary

    init(_ files: PageFiles, words: Words, assets: Assets) throws {
        var templates: [String: MustacheTemplate] = [:]
        for file in try files.names(in: "Templates", withExtension: "mustache") {
            let name = String(file.dropLast(".mustache".count))
            let source = try files.text("Templates/\(file)")
            templates[name] = try MustacheTemplate(
                string: Self.filled(source, of: name, words: words, assets: assets)
            )
        }
        library = MustacheLibrary(templates: templates)
    }

    /// Draws a template. What stands in double braces is escaped; no template has triple ones.
    func draw(_ name: String, _ model: any Sendable) throws(TemplateError) -> String {
        guard let html = library.render(model, withTemplate: name) else { throw .missing(name) }
        return html
    }

    private static func filled(
        _ source: String,
        of template: String,
        words: Words,
        assets: Assets
    ) throws(TemplateError) -> String {
        var filled = ""
        var rest = source[...]
        while let open = rest.firstRange(of: "[["), let close = rest[open.upperBound...].firstRange(of: "]]") {
            let key = String(rest[open.upperBound..<close.lowerBound])
            filled += rest[..<open.lowerBound]
            if key == "assets" {
                filled += assets.folder
            } else if key.hasPrefix("icon:") {
                let icon = key.dropFirst("icon:".count)
                // One that a model names is known only when it is drawn.
                guard icon.hasPrefix("{{") || assets.icons.contains(icon) else {
                    throw .missingIcon(String(icon), template: template)
                }
                filled +=
                    #"<svg class="icon" aria-hidden="true"><use href="\#(assets.folder)/icons.svg#\#(icon)"/></svg>"#
            } else if let text = words.find(key) {
                filled += place(text)
            } else {
                throw .missingText(key, template: template, words.language)
            }
            rest = rest[close.upperBound...]
        }
        return filled + rest
    }

    /// The text as HTML; its places become variables of the template.
    private static func place(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;").replacing("{", with: "{{").replacing("}", with: "}}")
    }
}

enum TemplateError: Error, CustomStringConvertible {
    case missing(String)
    case missingText(String, template: String, Preferences.Language)
    case missingIcon(String, template: String)

    var description: String {
        switch self {
        case .missing(let name): "there is no template \(name)"
        case .missingText(let key, let template, let language):
            "\(template).mustache wants the text \(key), which \(language.rawValue).json does not have"
        case .missingIcon(let icon, let template):
            "\(template).mustache wants the icon \(icon), which Scripts/icons.txt does not name"
        }
    }
}
