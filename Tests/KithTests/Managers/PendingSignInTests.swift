import Domain
import TestSupport
import Testing

@testable import Kith

@Suite("Between password and code")
struct PendingSignInTests {
    private static func begin(_ stage: TwoStep, form: String = "form") async throws -> String {
        let step = try await stage.managers.beginSignIn(
            email: TwoStep.email,
            password: TwoStep.password,
            form: form,
            address: "a"
        )
        guard case .codeNeeded(let pending) = step else { throw Fixture.Missing() }
        return pending
    }

    private static func finish(
        _ stage: TwoStep,
        _ pending: String,
        code: String? = nil,
        form: String = "form"
    ) async throws -> NewSession {
        let code = code ?? stage.code()
        return try await stage.managers.finishSignIn(pending: pending, code: code, form: form, address: "a")
    }

    @Test("five minutes may pass, in the same browser", arguments: TestEngine.allCases)
    func fiveMinutes(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let stage = try await TwoStep(fixture)
            let pending = try await Self.begin(stage)
            await #expect(throws: ManagerError.signInTookTooLong) {
                _ = try await Self.finish(stage, pending, form: "another form")
            }
            await #expect(throws: ManagerError.signInTookTooLong) { _ = try await Self.finish(stage, pending + "A") }
            await #expect(throws: ManagerError.codeRefused) {
                _ = try await Self.finish(stage, pending, code: "000000")
            }
            fixture.clock.advance(4 * 60_000)
            #expect(try await Self.finish(stage, pending).manager == stage.manager)
            fixture.clock.advance(60_000)
            await #expect(throws: ManagerError.signInTookTooLong) { _ = try await Self.finish(stage, pending) }
        }
    }

    @Test("a password changed meanwhile ends it", arguments: TestEngine.allCases)
    func changedMeanwhile(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let stage = try await TwoStep(fixture)
            let pending = try await Self.begin(stage)
            try await stage.managers.changePassword(from: TwoStep.password, to: "another horse", by: stage.ada)
            await #expect(throws: ManagerError.signInRefused) { _ = try await Self.finish(stage, pending) }
        }
    }

    @Test("nothing of the password is in it, and wrong codes count", arguments: TestEngine.allCases)
    func limited(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let stage = try await TwoStep(fixture)
            let pending = try await Self.begin(stage)
            #expect(!String(decoding: Token.bytes(base64URL: pending) ?? [], as: UTF8.self).contains("correct"))
            for _ in 0..<10 {
                await #expect(throws: ManagerError.codeRefused) {
                    _ = try await Self.finish(stage, pending, code: "000000")
                }
            }
            let error = await #expect(throws: ManagerError.self) { _ = try await Self.finish(stage, pending) }
            guard case .tooManyAttempts = error else {
                Issue.record("expected a limit, got \(String(describing: error))")
                return
            }
        }
    }

    @Test("who has no code is signed in at once", arguments: TestEngine.allCases)
    func oneStep(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let console = try await fixture.organization()
            _ = try await fixture.manager("ben@example.com", role: "basic", by: console)
            let step = try await fixture.kith.managers.beginSignIn(
                email: "ben@example.com",
                password: "correct horse",
                form: "form",
                address: "a"
            )
            guard case .signedIn(let session) = step else { throw Fixture.Missing() }
            #expect(try await fixture.kith.managers.session(session.token) != nil)
        }
    }
}
