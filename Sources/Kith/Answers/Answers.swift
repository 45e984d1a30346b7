package import Domain
import Stores

extension Kith {
    package var answers: Answers { Answers(kith: self) }
}

/// Verbs about answers to requests that may come a second time.
package struct Answers: Sendable {
    let kith: Kith

    /// What is known of a request that was carried out with this claim's key; nil where there was none.
    package func find(_ claim: Claim) async throws -> KeptAnswer? {
        try await kith.read { connection in
            try AnswerStore(claim.organization, connection).find(keyHash: claim.keyHash, by: claim.actor)
        }
    }

    /// Keeps the answer to a request whose claim is made; of one about a contact who is gone, only that it was carried out.
    package func keep(
        status: Int,
        headers: JSON,
        body: [UInt8],
        about contact: ContactID?,
        of claim: Claim
    ) async throws {
        try await keep(
            KeptAnswer(
                state: .kept,
                requestHash: claim.requestHash,
                status: status,
                headers: headers,
                body: body,
                createdAt: kith.now()
            ),
            about: contact,
            of: claim
        )
    }

    /// Keeps that the request was carried out, but not its answer, which has a secret in it.
    package func keepNothing(of claim: Claim) async throws {
        let answer = KeptAnswer(state: .secret, requestHash: claim.requestHash, createdAt: kith.now())
        try await keep(answer, about: nil, of: claim)
    }

    private func keep(_ answer: KeptAnswer, about contact: ContactID?, of claim: Claim) async throws {
        try await Claim.$current.withValue(nil) {
            try await kith.write { transaction in
                var answer = answer
                // Deleting blanks the answers that are kept by then. One that comes later is blank from the start.
                if let contact, try !holds(contact, for: claim, in: transaction) {
                    answer = KeptAnswer(
                        state: .forgotten,
                        requestHash: answer.requestHash,
                        createdAt: answer.createdAt
                    )
                }
                try AnswerStore(claim.organization, transaction.connection)
                    .keep(answer, about: contact, keyHash: claim.keyHash, by: claim.actor)
            }
        }
    }

    /// Whether a contact is there, or whom it was merged into. It is locked: nobody deletes it until the commit.
    private func holds(_ contact: ContactID, for claim: Claim, in transaction: Transaction) throws -> Bool {
        let opened = try OpenContacts(
            [contact],
            leadingTo: [Identity(formerly: contact)],
            from: Cause(claim.actor),
            organization: claim.organization,
            catalogue: transaction.catalogue(of: claim.organization),
            in: transaction
        )
        return !opened.contacts.isEmpty
    }
}
