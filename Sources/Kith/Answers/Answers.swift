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

    /// Keeps the answer to a request whose claim is made.
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
                try AnswerStore(claim.organization, transaction.connection)
                    .keep(answer, about: contact, keyHash: claim.keyHash, by: claim.actor)
            }
        }
    }
}
