import Crypto
import Foundation
package import Hummingbird

/// What browsers load beside pages: the style sheet, scripts, icons, the font.
///
/// Their address has the hash of them all, so that browsers keep them for good and still see each new version at once.
package struct Assets: Sendable {
    private struct File: Sendable {
        let type: String
        let bytes: ByteBuffer
    }

    /// Tokens come first and then a file for each component, sent as one.
    private static let firstStyles = ["tokens.css", "base.css"]
    private static let vendored = [
        "htmx.js", "sortable.js", "icons.svg", "inter.woff2",
    ]
    private static let types = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
        "woff2": "font/woff2",
    ]

    /// Such as `/assets/1f0c…`.
    let folder: String
    /// The names of the pictures in `icons.svg`.
    let icons: Set<Substring>
    private let version: String
    private let files: [String: File]

    init(_ pageFiles: PageFiles) throws {
        let styles = try pageFiles.names(in: "Styles", withExtension: "css")
        let rest = styles.filter { !Self.firstStyles.contains($0) }
        var contents: [(name: String, bytes: [UInt8])] = [
            ("kith.css", try (Self.firstStyles + rest).flatMap { try pageFiles.bytes("Styles/\($0)") })
        ]
        for name in try pageFiles.names(in: "Scripts", withExtension: "js") {
            contents.append((name, try pageFiles.bytes("Scripts/\(name)")))
        }
        for name in try pageFiles.names(in: "Pictures", withExtension: "svg") {
            contents.append((name, try pageFiles.bytes("Pictures/\(name)")))
        }
        for name in Self.vendored {
            contents.append((name, try pageFiles.bytes("Vendor/\(name)")))
        }
        var hash = SHA256()
        var files: [String: File] = [:]
        for (name, bytes) in contents {
            hash.update(data: bytes)
            let type = Self.types[name.split(separator: ".").last.map(String.init) ?? ""]
            files[name] = File(type: type ?? "application/octet-stream", bytes: ByteBuffer(bytes: bytes))
        }
        version = hash.finalize().prefix(8).map { String(UInt($0) + 256, radix: 16).dropFirst() }.joined()
        folder = "/assets/\(version)"
        self.files = files
        let sprite = try pageFiles.text("Vendor/icons.svg")
        icons = Set(sprite.matches(of: /<symbol[^>]* id="([^"]*)"/).map(\.output.1))
    }

    /// `GET /assets/{version}/{name}`: of a former version too, for pages that were open while Kith was renewed.
    package func answer(version: String, name: String) throws -> Response {
        guard let file = files[name] else { throw HTTPError(.notFound) }
        let isCurrent = version == self.version
        var headers: HTTPFields = [
            .contentType: file.type,
            .cacheControl: isCurrent ? "public, max-age=31536000, immutable" : "no-store",
        ]
        headers[.xContentTypeOptions] = "nosniff"
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: file.bytes))
    }
}
