import Database
import Postgres
import Testing

/// The decisions that need no database: when to try again, who gets a connection, which statement is forgotten.
@Suite struct PolicyTests {
    @Test("a conflict is tried again ten times, with pauses that grow and end at half a second")
    func conflicts() {
        var policy = RetryPolicy()
        var pauses: [Duration] = []
        while let pause = policy.pause(after: .conflict, elapsed: .zero, chance: 0.5) {
            pauses.append(pause)
        }
        #expect(pauses.count == RetryPolicy.mostConflicts)
        #expect(pauses.first == RetryPolicy.firstPause)
        #expect(pauses.last == RetryPolicy.longestPause)
        #expect(pauses == pauses.sorted())
    }

    @Test("chance spreads a pause from half to one and a half of its middle")
    func chance() {
        func pause(_ chance: Double) -> Duration? {
            var policy = RetryPolicy()
            return policy.pause(after: .conflict, elapsed: .zero, chance: chance)
        }
        #expect(pause(0) == RetryPolicy.firstPause * 0.5)
        #expect(pause(1) == RetryPolicy.firstPause * 1.5)
    }

    @Test("a conflict is final once patience has ended")
    func patience() {
        var policy = RetryPolicy()
        #expect(policy.pause(after: .conflict, elapsed: .seconds(29), chance: 0) != nil)
        #expect(policy.pause(after: .conflict, elapsed: .seconds(30), chance: 0) == nil)
    }

    @Test("a refused identity is tried three times in all")
    func duplicates() {
        var policy = RetryPolicy()
        #expect(policy.pause(after: .notUnique, elapsed: .zero, chance: 0) != nil)
        #expect(policy.pause(after: .notUnique, elapsed: .zero, chance: 0) != nil)
        #expect(policy.pause(after: .notUnique, elapsed: .zero, chance: 0) == nil)
    }

    @Test(
        "nothing else is tried again",
        arguments: [.constraint, .full, .unavailable, .commitUnknown, .unexpectedValue, .closed, .other]
            as [DatabaseError.Kind]
    )
    func final(kind: DatabaseError.Kind) {
        var policy = RetryPolicy()
        #expect(policy.pause(after: kind, elapsed: .zero, chance: 0) == nil)
    }

    @Test("the least recently used value goes when there is no room")
    func recentlyUsed() {
        var values = RecentlyUsed<String, Int>(capacity: 2)
        #expect(values.put(1, for: "a") == nil)
        #expect(values.put(2, for: "b") == nil)
        #expect(values.take("a") == 1)
        #expect(values.put(1, for: "a") == nil)
        #expect(values.put(3, for: "c") == 2)
        #expect(values.put(4, for: "c") == 3)
        #expect(values.take("b") == nil)
        #expect(values.takeAll().sorted() == [1, 4])
        #expect(values.count == 0)
    }

    @Test("connections are lent while there are any, then in the order of asking")
    func line() {
        var pool = PoolState(size: 2)
        #expect(pool.lease(waiter: 1) == .use(0))
        #expect(pool.lease(waiter: 2) == .use(1))
        #expect(pool.lease(waiter: 3) == .wait)
        #expect(pool.lease(waiter: 4) == .wait)
        #expect(pool.giveBack(1) == .handTo(waiter: 3, connection: 1))
        #expect(pool.giveBack(0) == .handTo(waiter: 4, connection: 0))
        #expect(pool.giveBack(0) == .keep)
        #expect(pool.lease(waiter: 5) == .use(0))
    }

    @Test("who leaves the line gets nothing, and those behind move up")
    func leaving() {
        var pool = PoolState(size: 1)
        #expect(pool.lease(waiter: 1) == .use(0))
        #expect(pool.lease(waiter: 2) == .wait)
        #expect(pool.lease(waiter: 3) == .wait)
        let left = pool.cancel(waiter: 2)
        #expect(left)
        let leftAgain = pool.cancel(waiter: 2)
        #expect(!leftAgain)
        #expect(pool.giveBack(0) == .handTo(waiter: 3, connection: 0))
        #expect(pool.waiting == 0)
    }

    @Test("a closed pool refuses those who wait and waits for what is lent")
    func closing() {
        var pool = PoolState(size: 1)
        #expect(pool.lease(waiter: 1) == .use(0))
        #expect(pool.lease(waiter: 2) == .wait)
        #expect(pool.close() == [2])
        #expect(pool.lease(waiter: 3) == .closed)
        #expect(!pool.isDrained)
        #expect(pool.giveBack(0) == .drained)
        #expect(pool.isDrained)
        #expect(pool.close() == [])
    }
}
