import Domain
import Testing

@testable import Kith

/// An organization with an owner who signs in with a code, too.
struct TwoStep {
    static let email = "ada@example.com"
    static let password = "correct horse"

    let fixture: Fixture
    let console: Caller
    let ada: Caller
    let recoveryCodes: [String]
    private let secret: [UInt8]

    init(_ fixture: Fixture) async throws {
        self.fixture = fixture
        console = try await fixture.organization()
        ada = try await fixture.manager(Self.email, role: "owner", by: console)
        let begun = try await fixture.kith.managers.beginTOTP(by: ada)
        secret = try #require(Self.bytes(base32: begun.secret))
        let first = TOTP(secret: secret).code(at: fixture.clock.now().milliseconds / 30_000)
        recoveryCodes = try await fixture.kith.managers.confirmTOTP(code: first, by: ada)
        // The code that switched it on is used up.
        fixture.clock.advance(60_000)
    }

    var managers: Managers { fixture.kith.managers }

    var manager: ManagerID { get throws { try ada.managerID() } }

    /// What the app shows now, or some steps away.
    func code(_ distance: Int64 = 0) -> String {
        TOTP(secret: secret).code(at: fixture.clock.now().milliseconds / 30_000 + distance)
    }

    func signIn(_ code: String?, address: String = "a") async throws -> NewSession {
        try await managers.signIn(email: Self.email, password: Self.password, code: code, address: address)
    }

    /// As an app reads it.
    private static func bytes(base32 text: String) -> [UInt8]? {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var bits = ""
        for sign in text {
            guard let value = alphabet.firstIndex(of: sign) else { return nil }
            bits += String(String(value + 32, radix: 2).dropFirst())
        }
        let whole = bits.count / 8 * 8
        return stride(from: 0, to: whole, by: 8).compactMap { start in
            UInt8(bits.dropFirst(start).prefix(8), radix: 2)
        }
    }
}
