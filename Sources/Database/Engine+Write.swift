extension Engine {
    /// Runs the body in a read-write transaction, again from scratch where it lost a race.
    ///
    /// The body may run several times, so it changes nothing but the database. Returns after the commit is durable.
    /// Throws what the last attempt threw, or `CancellationError` when cancelled between two attempts.
    @discardableResult
    package func write<Result: Sendable>(
        retrying policy: RetryPolicy = RetryPolicy(),
        _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        var policy = policy
        let clock = ContinuousClock()
        let start = clock.now
        while true {
            do {
                return try await attempt(body)
            } catch let error as DatabaseError {
                let chance = Double.random(in: 0...1)
                guard let pause = policy.pause(after: error.kind, elapsed: clock.now - start, chance: chance) else {
                    throw error
                }
                try await Task.sleep(for: pause, clock: clock)
            }
        }
    }
}
