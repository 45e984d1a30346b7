import Domain
import HTTPTypes
import Kith
import TestSupport
import Testing

@Suite("Codes by the API")
struct TOTPTests {
    @Test("they are begun, confirmed, and switched off with password and code", arguments: TestEngine.allCases)
    func wholeWay(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            let owner = try await api.manager("owner")
            #expect(try await owner.get("/me/totp").json == ["isOn": false, "recoveryCodesLeft": 0])
            #expect(try await owner.put("/me/totp", ["code": "000000"]).status == 409)
            let begun = try await owner.send(.post, "/me/totp")
            #expect(begun["link"]?.string?.hasPrefix("otpauth://totp/Kith%20Demo:") == true)
            let wrong = try await owner.put("/me/totp", ["code": "000000"])
            #expect(wrong.status == 422)
            #expect(wrong.pointers == ["/code"])
            #expect(try await owner.get("/me/totp")["isOn"] == false)

            let app = try await AppOfCodes(for: owner, api)
            #expect(app.recoveryCodes.count == 10)
            let state = try await owner.get("/me/totp")
            #expect(state["isOn"] == true)
            #expect(state["recoveryCodesLeft"] == 10)
            #expect(try await owner.get("/me")["manager"]?["hasTOTP"] == true)
            #expect(try await owner.send(.post, "/me/totp").status == 409)

            let anew = try await owner.post("/me/recovery-codes", ["password": "correct horse"])
            #expect(anew.status == 201)
            #expect(anew["recoveryCodes"]?.array?.count == 10)
            #expect(try await owner.post("/me/recovery-codes", ["password": "wrong horse"]).status == 422)

            for (password, code) in [("wrong horse", app.code), ("correct horse", app.recoveryCodes[0])] {
                let body: JSON = ["password": .string(password), "code": .string(code)]
                #expect(try await owner.delete("/me/totp", body: body).status == 422)
            }
            let body: JSON = ["password": "correct horse", "code": .string(app.code)]
            #expect(try await owner.delete("/me/totp", body: body).status == 204)
            #expect(try await owner.get("/me/totp")["isOn"] == false)
        }
    }

    @Test("an answer with a secret is not kept for a second request")
    func notKept() async throws {
        try await ServedAPI.run { api in
            let owner = try await api.manager("owner")
            let headers = ["Idempotency-Key": "once"]
            let first = try await owner.send(.post, "/me/totp", headers)
            #expect(first.status == 201)
            let second = try await owner.send(.post, "/me/totp", headers)
            #expect(second.status == 409)
            #expect(!second.text.contains(first["secret"]?.string ?? "?"))
        }
    }

    @Test("an owner switches another's off; their own needs password and code", arguments: TestEngine.allCases)
    func byOwner(engine: TestEngine) async throws {
        try await ServedAPI.run(engine) { api in
            let (owner, basic) = (try await api.manager("owner"), try await api.manager("basic"))
            let (ownID, id) = (try await owner.manager, try await basic.manager)
            _ = try await AppOfCodes(for: owner, api)
            _ = try await AppOfCodes(for: basic, api)
            #expect(try await basic.delete("/managers/\(ownID)/totp").status == 403)
            let foreign = try await api.manager("owner", by: api.other)
            #expect(try await foreign.delete("/managers/\(id)/totp").status == 404)
            #expect(try await owner.delete("/managers/\(ownID)/totp").status == 409)
            #expect(try await owner.delete("/managers/\(id)/totp").status == 204)
            #expect(try await owner.delete("/managers/\(id)/totp").status == 409)
            #expect(try await basic.get("/me/totp")["isOn"] == false)
            #expect(try await owner.get("/me/totp")["isOn"] == true)
        }
    }
}
