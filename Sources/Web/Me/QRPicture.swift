import Formats

/// A QR code as the path of an inline picture: a square a place, with the border around it.
struct QRPicture: Sendable {
    let side: Int
    let path: String

    /// Nil for what fits into no code.
    init?(_ text: String) {
        guard let code = QRCode(text) else { return nil }
        side = code.side + 2 * QRCode.border
        path = (0..<code.side).map { row in
            code.runs(ofRow: row).map { run in
                "M\(run.lowerBound + QRCode.border) \(row + QRCode.border)h\(run.count)v1h-\(run.count)z"
            }.joined()
        }.joined()
    }
}
