import Domain
import HTTPTypes
import TestSupport
import Testing

@testable import Kith

/// An app that shows a manager's codes, which are switched on with it.
struct AppOfCodes {
    let recoveryCodes: [String]
    private let totp: TOTP
    private let api: ServedAPI

    init(for client: Client, _ api: ServedAPI) async throws {
        self.api = api
        let begun = try await client.send(.post, "/me/totp")
        totp = TOTP(secret: Self.bytes(base32: begun["secret"]?.string ?? ""))
        let on = try await client.put("/me/totp", ["code": .string(totp.code(at: api.step))])
        #expect(on.status == 200, "\(on.text)")
        recoveryCodes = on["recoveryCodes"]?.array?.compactMap(\.string) ?? []
        // The code that switched them on is used up.
        api.clock.advance(60_000)
    }

    var code: String { totp.code(at: api.step) }

    private static func bytes(base32 text: String) -> [UInt8] {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        let bits = text.compactMap { alphabet.firstIndex(of: $0) }.map { String($0 + 32, radix: 2).dropFirst() }
            .joined()
        return stride(from: 0, to: bits.count / 8 * 8, by: 8).compactMap { start in
            UInt8(bits.dropFirst(start).prefix(8), radix: 2)
        }
    }
}

extension ServedAPI {
    fileprivate var step: Int64 { clock.now().milliseconds / 30_000 }

    /// Signs somebody in through the API.
    func signIn(
        _ email: String,
        _ password: String = "correct horse",
        code: String? = nil
    ) async throws
        -> Client.Answer
    {
        var body: [JSON.Member] = [.init("email", .string(email)), .init("password", .string(password))]
        if let code { body.append(.init("code", .string(code))) }
        return try await nobody.post("/sessions", .object(body))
    }
}

extension Client {
    /// The e-mail of the manager who asks.
    var email: String {
        get async throws { try await get("/me")["manager"]?["email"]?.string ?? "" }
    }

    /// The id of the manager who asks.
    var manager: String {
        get async throws { try await get("/me")["manager"]?["id"]?.string ?? "" }
    }
}
