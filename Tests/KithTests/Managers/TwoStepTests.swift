import Database
import Domain
import TestSupport
import Testing

@testable import Kith

@Suite("Signing in with a code")
struct TwoStepTests {
    @Test("needs password and code, and each code lets in once", arguments: TestEngine.allCases)
    func once(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let stage = try await TwoStep(fixture)
            await #expect(throws: ManagerError.codeNeeded) { _ = try await stage.signIn(nil) }
            await #expect(throws: ManagerError.codeRefused) { _ = try await stage.signIn("000000") }
            await #expect(throws: ManagerError.signInRefused) {
                let code = stage.code()
                _ = try await stage.managers.signIn(
                    email: TwoStep.email,
                    password: "wrong horse",
                    code: code,
                    address: "a"
                )
            }
            let code = stage.code()
            _ = try await stage.signIn(code)
            await #expect(throws: ManagerError.codeRefused) { _ = try await stage.signIn(code) }
            // One of the step before is older than what was used.
            await #expect(throws: ManagerError.codeRefused) { _ = try await stage.signIn(stage.code(-1)) }
            fixture.clock.advance(30_000)
            _ = try await stage.signIn(stage.code())
        }
    }

    @Test("of many who show one code at once, one is let in", arguments: TestEngine.allCases)
    func race(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let stage = try await TwoStep(fixture)
            let code = stage.code()
            let admitted = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<6 { group.addTask { (try? await stage.signIn(code)) != nil } }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(admitted == 1)
        }
    }

    @Test("a recovery code lets in once, however it is spelled", arguments: TestEngine.allCases)
    func recovery(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let stage = try await TwoStep(fixture)
            #expect(Set(stage.recoveryCodes).count == 10)
            let spelled = stage.recoveryCodes[0].lowercased().replacing("-", with: " ")
            _ = try await stage.signIn(spelled)
            await #expect(throws: ManagerError.codeRefused) { _ = try await stage.signIn(stage.recoveryCodes[0]) }
            #expect(try await stage.managers.totp(by: stage.ada).recoveryCodesLeft == 9)
            _ = try await stage.signIn(stage.recoveryCodes[1])

            let fresh = try await stage.managers.newRecoveryCodes(password: TwoStep.password, by: stage.ada)
            await #expect(throws: ManagerError.codeRefused) { _ = try await stage.signIn(stage.recoveryCodes[2]) }
            _ = try await stage.signIn(fresh[0])
            await #expect(throws: ManagerError.passwordRefused) {
                _ = try await stage.managers.newRecoveryCodes(password: "wrong horse", by: stage.ada)
            }
        }
    }

    @Test("the eleventh wrong code waits, though the password is right each time", arguments: TestEngine.allCases)
    func limited(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let stage = try await TwoStep(fixture)
            for index in 0..<10 {
                // Asking without a code neither counts nor makes earlier attempts forgotten.
                await #expect(throws: ManagerError.codeNeeded) { _ = try await stage.signIn(nil, address: "\(index)") }
                await #expect(throws: ManagerError.codeRefused) {
                    _ = try await stage.signIn("000000", address: "\(index)")
                }
            }
            let error = await #expect(throws: ManagerError.self) {
                _ = try await stage.signIn(stage.code(), address: "x")
            }
            guard case .tooManyAttempts = error else {
                Issue.record("expected a limit, got \(String(describing: error))")
                return
            }
        }
    }

    @Test("nothing changes before the first code is confirmed", arguments: TestEngine.allCases)
    func notYetOn(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let console = try await fixture.organization()
            let ada = try await fixture.manager(TwoStep.email, role: "owner", by: console)
            let managers = fixture.kith.managers
            await #expect(throws: ManagerError.totpNotBegun) {
                _ = try await managers.confirmTOTP(code: "000000", by: ada)
            }
            _ = try await managers.beginTOTP(by: ada)
            await #expect(throws: ManagerError.codeRefused) {
                _ = try await managers.confirmTOTP(code: "000000", by: ada)
            }
            #expect(try await !managers.totp(by: ada).isOn)
            _ = try await managers.signIn(email: TwoStep.email, password: TwoStep.password, address: "a")
            await #expect(throws: ManagerError.totpIsOff) {
                _ = try await managers.newRecoveryCodes(password: TwoStep.password, by: ada)
            }
            for caller in [console, Caller.kith(console.organization)] {
                await #expect(throws: ManagerError.notAManager) { _ = try await managers.beginTOTP(by: caller) }
            }
        }
    }

    @Test("once on, it cannot be begun anew; off again needs password and code", arguments: TestEngine.allCases)
    func switchedOff(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let stage = try await TwoStep(fixture)
            await #expect(throws: ManagerError.totpIsOn) { _ = try await stage.managers.beginTOTP(by: stage.ada) }
            await #expect(throws: ManagerError.passwordRefused) {
                try await stage.managers.disableTOTP(password: "wrong horse", code: stage.code(), by: stage.ada)
            }
            await #expect(throws: ManagerError.codeRefused) {
                try await stage.managers.disableTOTP(password: TwoStep.password, code: "000000", by: stage.ada)
            }
            try await stage.managers.disableTOTP(password: TwoStep.password, code: stage.code(), by: stage.ada)
            _ = try await stage.signIn(nil)
            #expect(try await stage.managers.totp(by: stage.ada) == TOTPState(since: nil, recoveryCodesLeft: 0))
        }
    }

    @Test("an owner switches another's off, nobody else does, and not from elsewhere", arguments: TestEngine.allCases)
    func byOwner(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let stage = try await TwoStep(fixture)
            let manager = try stage.manager
            let other = try await fixture.organization("other")
            let permissions = Set(Permission.allCases).subtracting(Permission.ofOwnersOnly)
            _ = try await fixture.kith.roles.create(name: "Admin", permissions: permissions, by: stage.console)
            let admin = try await fixture.manager("ben@example.com", role: "admin", by: stage.console)
            let owner = try await fixture.manager("cat@example.com", role: "owner", by: stage.console)
            await #expect(throws: PermissionError.notAnOwner) {
                try await stage.managers.disableTOTP(of: manager, by: admin)
            }
            await #expect(throws: ManagerError.unknown) { try await stage.managers.disableTOTP(of: manager, by: other) }
            await #expect(throws: ManagerError.totpIsOwn) {
                try await stage.managers.disableTOTP(of: manager, by: stage.ada)
            }
            await #expect(throws: ManagerError.codeNeeded) { _ = try await stage.signIn(nil) }
            try await stage.managers.disableTOTP(of: manager, by: owner)
            _ = try await stage.signIn(nil)
            await #expect(throws: ManagerError.totpIsOff) {
                try await stage.managers.disableTOTP(of: manager, by: owner)
            }
        }
    }

    @Test("a one-time link stands for the password, not for the code", arguments: TestEngine.allCases)
    func link(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let stage = try await TwoStep(fixture)
            let link = try await stage.managers.makeLink(for: stage.manager, by: stage.console).linkToken
            await #expect(throws: ManagerError.codeNeeded) {
                _ = try await stage.managers.acceptLink(link, password: "another horse")
            }
            await #expect(throws: ManagerError.codeRefused) {
                _ = try await stage.managers.acceptLink(link, password: "another horse", code: "000000")
            }
            _ = try await stage.signIn(stage.code())
            fixture.clock.advance(30_000)
            _ = try await stage.managers.acceptLink(link, password: "another horse", code: stage.code())
        }
    }
}
