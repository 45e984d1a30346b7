package import Domain
import Stores

/// Verbs about the picture of an organization, which its managers see beside its name.
extension Organizations {
    /// The picture of the caller's organization. Throws `OrganizationError.noLogo`.
    package func logo(by caller: Caller) async throws -> Avatar {
        try await kith.read { connection in
            guard let logo = try LogoStore(caller.organization, connection).find() else {
                throw OrganizationError.noLogo
            }
            return logo
        }
    }

    /// Makes a file the picture, as `Avatars.put` does it for a contact. The same one again changes nothing.
    ///
    /// Throws `PictureProblem` and `AvatarError.busy`.
    package func putLogo(_ file: [UInt8], by caller: Caller) async throws -> Organization {
        try caller.require(.manageOrganization)
        let logo = try await kith.pictures.avatar(of: file, at: kith.now())
        return try await changeLogo(to: logo, by: caller)
    }

    /// Takes the picture away. Where there is none, nothing happens.
    package func removeLogo(by caller: Caller) async throws -> Organization {
        try caller.require(.manageOrganization)
        return try await changeLogo(to: nil, by: caller)
    }

    private func changeLogo(to logo: Avatar?, by caller: Caller) async throws -> Organization {
        try await kith.write { transaction in
            try OrganizationStore(transaction.connection).lock(caller.organization)
            var organization = try find(caller.organization, transaction.connection)
            guard organization.logo != logo?.version else { return organization }
            let store = LogoStore(caller.organization, transaction.connection)
            if let logo { try store.put(logo) } else { try store.delete() }
            organization.logo = logo?.version
            let data: KeyValuePairs<String, JSON?> = ["settings": .array([.string("logo")])]
            try transaction.audit(.editedOrganization, of: caller.organization.subject, data, by: caller)
            return organization
        }
    }
}
