import CryptoExtras
import Domain
import Foundation

/// How much work it is to try one password.
package struct PasswordCost: Sendable, Hashable {
    package let rounds: Int
    package let blockSize: Int
    package let parallelism: Int

    package init(rounds: Int, blockSize: Int, parallelism: Int) {
        self.rounds = rounds
        self.blockSize = blockSize
        self.parallelism = parallelism
    }

    /// 32 MiB and about 60 ms for one try.
    package static let usual = PasswordCost(rounds: 1 << 15, blockSize: 8, parallelism: 1)
}

/// Hashes passwords with scrypt, on a thread of its own: one at a time, so that 32 MiB are enough.
final class PasswordHashing: Sendable {
    /// How many may wait; beyond it sign-ins are refused rather than queued for seconds.
    private static let mostWaiting = 32
    private static let saltLength = 16
    private static let hashLength = 32

    private let cost: PasswordCost
    private let randomBytes: @Sendable (Int) -> [UInt8]
    private let thread = OneAtATime("kith.passwords", mostWaiting: mostWaiting)

    init(cost: PasswordCost, randomBytes: @escaping @Sendable (Int) -> [UInt8]) {
        self.cost = cost
        self.randomBytes = randomBytes
    }

    /// Hashes a new password. The answer names the method and its cost: `scrypt$32768$8$1$salt$hash`.
    func hash(_ password: Password) async throws -> String {
        let salt = randomBytes(Self.saltLength)
        let cost = cost
        let hash = try await onThread { try Self.scrypt(password.bytes, salt: salt, cost: cost) }
        let numbers = [cost.rounds, cost.blockSize, cost.parallelism].map(String.init).joined(separator: "$")
        return "scrypt$\(numbers)$\(Data(salt).base64EncodedString())$\(Data(hash).base64EncodedString())"
    }

    /// Says whether the password is the hashed one.
    ///
    /// Without a hash (nobody has that e-mail) it does the same work and says no, so that time tells nothing.
    func isRight(_ password: Password, for hash: String?) async throws -> Bool {
        let kept = hash.flatMap(Kept.init)
        let salt = kept?.salt ?? [UInt8](repeating: 0, count: Self.saltLength)
        let cost = kept?.cost ?? cost
        let tried = try await onThread { try Self.scrypt(password.bytes, salt: salt, cost: cost) }
        let expected = kept?.hash ?? [UInt8](repeating: 0, count: Self.hashLength)
        return Self.areEqual(tried, expected) && kept != nil
    }

    private func onThread<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await thread.run(orElse: ManagerError.busy, work)
    }

    private static func scrypt(_ password: [UInt8], salt: [UInt8], cost: PasswordCost) throws -> [UInt8] {
        let key = try KDF.Scrypt.deriveKey(
            from: password,
            salt: salt,
            outputByteCount: hashLength,
            rounds: cost.rounds,
            blockSize: cost.blockSize,
            parallelism: cost.parallelism
        )
        return key.withUnsafeBytes { Array($0) }
    }

    /// Compares without stopping at the first difference.
    private static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private struct Kept {
        let cost: PasswordCost
        let salt: [UInt8]
        let hash: [UInt8]

        init?(_ text: String) {
            let parts = text.split(separator: "$").map(String.init)
            guard parts.count == 6, parts[0] == "scrypt" else { return nil }
            guard let rounds = Int(parts[1]), let blockSize = Int(parts[2]) else { return nil }
            guard let parallelism = Int(parts[3]) else { return nil }
            guard let salt = Data(base64Encoded: parts[4]), let hash = Data(base64Encoded: parts[5]) else { return nil }
            cost = PasswordCost(rounds: rounds, blockSize: blockSize, parallelism: parallelism)
            self.salt = Array(salt)
            self.hash = Array(hash)
        }
    }
}
