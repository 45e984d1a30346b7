import Domain
import Testing

@testable import Kith

@Suite("Hashing passwords")
struct PasswordHashingTests {
    @Test("the usual cost says yes to the password and no to another, and is written beside the hash")
    func usual() async throws {
        let hashing = PasswordHashing(cost: .usual, randomBytes: Fixture.random)
        let hash = try await hashing.hash(Password("correct horse"))
        #expect(hash.hasPrefix("scrypt$32768$8$1$"))
        #expect(try await hashing.isRight(Password("correct horse"), for: hash))
        #expect(try await !hashing.isRight(Password("correct mouse"), for: hash))
    }

    @Test("a hash of an earlier cost still opens")
    func earlierCost() async throws {
        let earlier = PasswordHashing(cost: Fixture.lightCost, randomBytes: Fixture.random)
        let hash = try await earlier.hash(Password("correct horse"))
        let later = PasswordHashing(
            cost: PasswordCost(rounds: 32, blockSize: 1, parallelism: 1),
            randomBytes: Fixture.random
        )
        #expect(try await later.isRight(Password("correct horse"), for: hash))
    }

    @Test("one password has another hash each time")
    func salted() async throws {
        let hashing = PasswordHashing(cost: Fixture.lightCost, randomBytes: Fixture.random)
        #expect(try await hashing.hash(Password("correct horse")) != hashing.hash(Password("correct horse")))
    }

    @Test(
        "no hash, or a broken one, is never right",
        arguments: [nil, "", "scrypt$1", "scrypt$16$1$1$!$!", "x$16$1$1$$"]
    )
    func broken(hash: String?) async throws {
        let hashing = PasswordHashing(cost: Fixture.lightCost, randomBytes: Fixture.random)
        #expect(try await !hashing.isRight(Password("correct horse"), for: hash))
    }

    @Test("beyond 32 who wait, others are told to come back")
    func busy() async throws {
        let hashing = PasswordHashing(
            cost: PasswordCost(rounds: 1 << 12, blockSize: 8, parallelism: 1),
            randomBytes: Fixture.random
        )
        let refused = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<60 {
                group.addTask {
                    do {
                        _ = try await hashing.hash(Password("correct horse"))
                        return false
                    } catch { return error as? ManagerError == .busy }
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect((1...28).contains(refused))
    }
}
