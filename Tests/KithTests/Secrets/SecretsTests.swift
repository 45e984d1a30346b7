import Database
import Domain
import TestSupport
import Testing

@testable import Kith

@Suite("The secret of an installation")
struct SecretsTests {
    private static func kith(_ fixture: Fixture, secret: InstanceSecret) -> Kith {
        Kith(
            engine: fixture.kith.engine,
            now: { [clock = fixture.clock] in clock.now() },
            randomBytes: Fixture.random,
            secret: secret,
            passwordCost: Fixture.lightCost
        )
    }

    @Test("opens what it sealed, for one purpose and one owner")
    func sealing() throws {
        let secret = InstanceSecret(Array(0..<32))
        let other = InstanceSecret(Array(1...32))
        let sealed = try secret.seal([1, 2, 3], for: .totp, boundTo: "ada", randomBytes: Fixture.random)
        #expect(secret.open(sealed, for: .totp, boundTo: "ada") == [1, 2, 3])
        #expect(secret.open(sealed, for: .totp, boundTo: "ben") == nil)
        #expect(secret.open(sealed, for: .signingIn, boundTo: "ada") == nil)
        #expect(other.open(sealed, for: .totp, boundTo: "ada") == nil)
        #expect(secret.open([], for: .totp, boundTo: "ada") == nil)
    }

    @Test("is read as it was written, and is nothing else")
    func text() throws {
        let secret = InstanceSecret(Array(0..<32))
        #expect(try InstanceSecret(text: secret.text + "\n").check == secret.check)
        for text in ["", "short", String(repeating: "!", count: 44), "AAAA"] {
            #expect(throws: InstanceSecretError.malformed) { try InstanceSecret(text: text) }
        }
    }

    @Test("another one, or none, is noticed before anything is sealed by it", arguments: TestEngine.allCases)
    func wrong(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let none = Self.kith(fixture, secret: .none)
            try await none.secrets.confirm()
            try await fixture.kith.secrets.confirm()
            try await fixture.kith.secrets.confirm()
            await #expect(throws: InstanceSecretError.lost) { try await none.secrets.confirm() }
            let wrong = Self.kith(fixture, secret: InstanceSecret(Array(1...32)))
            await #expect(throws: InstanceSecretError.wrong) { try await wrong.secrets.confirm() }
            for kith in [none, wrong] { await kith.close() }
        }
    }

    @Test("is needed for codes; with another one a code is not refused, but said to be unreadable")
    func needed() async throws {
        try await Fixture.with(.sqlite) { fixture in
            let stage = try await TwoStep(fixture)
            let none = Self.kith(fixture, secret: .none)
            let wrong = Self.kith(fixture, secret: InstanceSecret(Array(1...32)))
            await #expect(throws: InstanceSecretError.missing) {
                let email = "ada@example.com"
                _ = try await none.managers.signIn(email: email, password: "correct horse", code: "0", address: "a")
            }
            await #expect(throws: InstanceSecretError.wrong) {
                let email = "ada@example.com"
                _ = try await wrong.managers.signIn(email: email, password: "correct horse", code: "0", address: "a")
            }
            await #expect(throws: InstanceSecretError.missing) { _ = try await none.managers.beginTOTP(by: stage.ada) }
            for kith in [none, wrong] { await kith.close() }
        }
    }

    @Test("once forgotten, nobody needs a code, and another secret can come", arguments: TestEngine.allCases)
    func forgotten(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let stage = try await TwoStep(fixture)
            try await fixture.kith.secrets.confirm()
            #expect(try await fixture.kith.secrets.forget() == 1)
            _ = try await stage.signIn(nil)
            let entries = try await fixture.kith.audit.entries(by: stage.console).entries
            #expect(entries.contains { $0.action == .switchedTOTPOff && $0.actor == .console })
            let new = Self.kith(fixture, secret: InstanceSecret(Array(1...32)))
            try await new.secrets.confirm()
            await new.close()
        }
    }

    @Test("no table has a secret of an app or a recovery code as it is", arguments: TestEngine.allCases)
    func notKept(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let stage = try await TwoStep(fixture)
            let kept = try await fixture.kith.read { connection in
                try connection.all("SELECT totp_secret FROM managers WHERE totp_secret IS NOT NULL") { try $0.blob(0) }
                    + connection.all("SELECT hash FROM recovery_codes") { try $0.blob(0) }
            }
            #expect(kept.count == 11)
            #expect(kept[0].count == 12 + 20 + 16)
            for code in stage.recoveryCodes {
                let plain = Array(code.replacing("-", with: "").utf8)
                #expect(!kept.contains { $0.starts(with: plain) })
            }
        }
    }
}
