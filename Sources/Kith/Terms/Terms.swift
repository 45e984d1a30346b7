package import Domain
import Stores

extension Kith {
    package var terms: Terms { Terms(kith: self) }
}

/// Verbs about terms that a manager pasted, so that an address can name them instead of having them all in it.
package struct Terms: Sendable {
    let kith: Kith

    /// Keeps terms for the manager who asks, in place of their oldest ones. Throws `TermsError`.
    package func keep(_ question: TermQuestion, isPhrase: Bool, by caller: Caller) async throws -> TermsID {
        try caller.require(.seeContacts)
        let owner = try caller.managerWithTerms()
        return try await kith.write { transaction in
            _ = try question.place(in: transaction.catalogue(of: caller.organization))
            let store = KeptTermsStore(caller.organization, transaction.connection)
            let terms = KeptTerms(
                id: try transaction.nextID(),
                owner: owner,
                question: question,
                isPhrase: isPhrase,
                createdAt: transaction.now
            )
            try store.insert(terms)
            try store.deleteAll(of: owner, butNewest: KeptTerms.most)
            return terms.id
        }
    }

    /// Finds terms of the manager who asks. Throws `TermsError.gone`: also for those of another one.
    package func find(_ id: TermsID, by caller: Caller) async throws -> KeptTerms {
        try caller.require(.seeContacts)
        let owner = try caller.managerWithTerms()
        let oldest = kith.now() - KeptTerms.keptMilliseconds
        return try await kith.read { connection in
            let found = try KeptTermsStore(caller.organization, connection).find(id, of: owner)
            guard let found, found.createdAt >= oldest else { throw TermsError.gone }
            return found
        }
    }
}

extension Caller {
    /// Only managers open lists by an address.
    fileprivate func managerWithTerms() throws(TermsError) -> ManagerID {
        guard case .manager(let manager) = actor else { throw .gone }
        return manager
    }
}
