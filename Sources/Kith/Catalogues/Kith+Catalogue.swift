package import Domain

extension Kith {
    /// What the caller's organization has defined, as the caller sees it.
    package func catalogue(by caller: Caller) async throws -> Catalogue {
        try caller.require(.seeContacts)
        return try await read { try self.catalogue(of: caller.organization, $0).seen(by: caller) }
    }
}
