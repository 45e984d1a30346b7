import Crypto
package import Hummingbird

/// The style sheet: tokens first, then a file for each component, sent as one.
///
/// Its address has the hash of its text, so that browsers keep it for good and still see each new version at once.
package struct Assets: Sendable {
    let styleSheet: String
    private let styles: ByteBuffer
    private let name: String

    init() {
        let files = [
            PackageResources.tokens_css, PackageResources.base_css, PackageResources.workspace_css,
            PackageResources.button_css, PackageResources.form_css, PackageResources.table_css,
            PackageResources.toolbar_css, PackageResources.tag_css, PackageResources.notice_css,
            PackageResources.card_css,
        ]
        let bytes = Array(files.joined())
        let hash = SHA256.hash(data: bytes).prefix(8).map { String(UInt($0) + 256, radix: 16).dropFirst() }.joined()
        name = "kith-\(hash).css"
        styleSheet = "/assets/\(name)"
        styles = ByteBuffer(bytes: bytes)
    }

    /// `GET /assets/{name}`
    package func answer(name: String) throws -> Response {
        guard name == self.name else { throw HTTPError(.notFound) }
        var headers: HTTPFields = [
            .contentType: "text/css; charset=utf-8", .cacheControl: "public, max-age=31536000, immutable",
        ]
        headers[.xContentTypeOptions] = "nosniff"
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: styles))
    }
}
