package import Domain
import Stores
import Synchronization

/// What somebody says who sets an installation up.
package struct SetUp: Sendable {
    package let settings: OrganizationSettings
    package let owner: ManagerEmail
    package let ownerName: String
    package let password: String

    package init(settings: OrganizationSettings, owner: ManagerEmail, ownerName: String, password: String) {
        self.settings = settings
        self.owner = owner
        self.ownerName = ownerName
        self.password = password
    }
}

/// The token of the link by which an installation is set up: known to who sees what its process prints, and to no
/// database. A restart makes another one.
final class SetUpToken: Sendable {
    private let hash = Mutex<[UInt8]?>(nil)

    func make(_ randomBytes: (Int) -> [UInt8]) -> String {
        let text = Token.base64URL(randomBytes(32))
        hash.withLock { $0 = Token.hash(text) }
        return text
    }

    func isRight(_ text: String) -> Bool {
        hash.withLock { $0 == Token.hash(text) }
    }
}

/// Verbs about the first organization, of whoever has the link that was printed.
extension Organizations {
    /// Makes the token of the link; nil where there is an organization already.
    package func beginSetUp() async throws -> String? {
        guard try await all().isEmpty else { return nil }
        return kith.setUpToken.make(kith.randomBytes)
    }

    /// Throws `OrganizationError.setUpLinkNotValid` for a wrong token, and where there is an organization already.
    package func requireSetUp(by token: String) async throws {
        guard kith.setUpToken.isRight(token), try await all().isEmpty else { throw OrganizationError.setUpLinkNotValid }
    }

    /// Makes the organization and its owner, who is signed in then: all of it or nothing.
    ///
    /// Throws `OrganizationError`, `ManagerError`.
    package func setUp(
        _ setUp: SetUp,
        by token: String,
        address: String? = nil,
        userAgent: String? = nil
    ) async throws -> NewSession {
        try await requireSetUp(by: token)
        let hash = try await kith.passwords.hash(Password(setUp.password))
        return try await kith.write { transaction in
            let store = OrganizationStore(transaction.connection)
            try store.lockMaking()
            guard try store.all().isEmpty else {
                throw OrganizationError.setUpLinkNotValid
            }
            let key = OrganizationKey(suggestedBy: setUp.settings.name)
            let organization = try create(key: key, settings: setUp.settings, in: transaction)
            let invitation = try kith.managers.invite(
                email: setUp.owner,
                name: setUp.ownerName,
                role: "owner",
                by: .console(organization.id),
                in: transaction
            )
            return try kith.managers.accept(invitation, passwordHash: hash, address, userAgent, transaction)
        }
    }
}
