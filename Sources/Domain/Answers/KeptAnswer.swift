/// What is known of a request that was carried out, for when it comes again.
package struct KeptAnswer: Hashable, Sendable {
    /// The raw value is what is stored.
    package enum State: String, Hashable, Sendable {
        /// The work is committed; the answer is still being made, or was lost with the process that made it.
        case open
        case kept
        /// The answer has a secret in it, which is in no table.
        case secret
        /// The answer was about a contact who was deleted since.
        case forgotten
    }

    package var state: State
    /// Of method, path and body: another request with the same key is a mistake.
    package var requestHash: [UInt8]
    package var status: Int?
    package var headers: JSON?
    package var body: [UInt8]?
    package var createdAt: Instant

    package init(
        state: State,
        requestHash: [UInt8],
        status: Int? = nil,
        headers: JSON? = nil,
        body: [UInt8]? = nil,
        createdAt: Instant
    ) {
        self.state = state
        self.requestHash = requestHash
        self.status = status
        self.headers = headers
        self.body = body
        self.createdAt = createdAt
    }

    /// So long a request and its answer are remembered.
    package static let keptMilliseconds: Int64 = 86_400_000
}
