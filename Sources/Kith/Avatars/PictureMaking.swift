import Crypto
import Domain
import Outside

/// Makes the pictures of contacts from uploaded files, one at a time: the largest take 200 MB while they are decoded.
struct PictureMaking: Sendable {
    /// Each has an uploaded file in memory meanwhile.
    private static let mostWaiting = 16
    private static let contentType = "image/webp"

    private let thread = OneAtATime("kith.pictures", mostWaiting: mostWaiting)
    private let pictures = Pictures(side: Avatar.side, mostPixels: Avatar.mostPixels)

    /// Throws `PictureProblem`, and `AvatarError.busy` where too many wait.
    func avatar(of file: [UInt8], at now: Instant) async throws -> Avatar {
        guard file.count <= Avatar.mostBytes else { throw PictureProblem.tooManyBytes }
        return try await thread.run(orElse: AvatarError.busy) { [pictures] in
            let bytes = try pictures.square(of: file)
            return Avatar(
                version: AvatarVersion(hash: SHA256.hash(data: bytes)),
                contentType: Self.contentType,
                bytes: bytes,
                updatedAt: now
            )
        }
    }
}
