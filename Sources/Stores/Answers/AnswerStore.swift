package import Database
package import Domain

/// Keeps the answers to requests that were sent with a key of their own, by caller and hash of that key.
package struct AnswerStore {
    private let organization: OrganizationID
    private let connection: any Connection

    package init(_ organization: OrganizationID, _ connection: any Connection) {
        self.organization = organization
        self.connection = connection
    }

    /// Claims a key for a request; false where it is claimed already.
    ///
    /// In the transaction of the work, so that neither is without the other. On PostgreSQL it waits for another
    /// transaction that claims the same key.
    package func claim(keyHash: [UInt8], requestHash: [UInt8], by actor: Actor, at now: Instant) throws -> Bool {
        try connection.execute(
            """
            INSERT INTO answers (org_id, actor, key_hash, request_hash, state, created_at) VALUES (
                \(organization.rawValue), \(actor.description), \(keyHash), \(requestHash),
                \(KeptAnswer.State.open.rawValue), \(now.milliseconds)
            ) ON CONFLICT (org_id, actor, key_hash) DO NOTHING
            """
        ) == 1
    }

    package func find(keyHash: [UInt8], by actor: Actor) throws -> KeptAnswer? {
        try connection.first(
            """
            SELECT state, request_hash, status, headers, body, created_at FROM answers
            WHERE org_id = \(organization.rawValue) AND actor = \(actor.description) AND key_hash = \(keyHash)
            """
        ) { row in
            try KeptAnswer(
                state: KeptAnswer.State(rawValue: row.text(0)) ?? .open,
                requestHash: row.blob(1),
                status: row.integerIfAny(2).map(Int.init),
                headers: row.textIfAny(3).map { try JSON(parsing: $0) },
                body: row.blobIfAny(4),
                createdAt: Instant(milliseconds: row.integer(5))
            )
        }
    }

    /// Keeps the answer to a request whose key was claimed. `contact` is whom the answer is about.
    package func keep(_ answer: KeptAnswer, about contact: ContactID?, keyHash: [UInt8], by actor: Actor) throws {
        try connection.execute(
            """
            UPDATE answers SET
                state = \(answer.state.rawValue), status = \(answer.status.map(Int64.init)),
                headers = \(answer.headers?.description), body = \(answer.body.map(SQLValue.blob) ?? .null),
                contact_id = \(contact?.rawValue)
            WHERE org_id = \(organization.rawValue) AND actor = \(actor.description) AND key_hash = \(keyHash)
                AND state = \(KeptAnswer.State.open.rawValue)
            """
        )
    }

    /// Removes what answers say of contacts, when these are deleted. That a request was carried out stays known.
    package func forget(contacts: [ContactID]) throws {
        try connection.execute(
            """
            UPDATE answers SET state = \(KeptAnswer.State.forgotten.rawValue), headers = NULL, body = NULL
            WHERE org_id = \(organization.rawValue) AND contact_id \(isAnyOf: contacts.map(\.rawValue))
            """
        )
    }

    /// Removes what was claimed before a moment, and returns how much that was.
    @discardableResult
    package func deleteAll(before: Instant) throws -> Int {
        try connection.execute(
            "DELETE FROM answers WHERE org_id = \(organization.rawValue) AND created_at < \(before.milliseconds)"
        )
    }
}
