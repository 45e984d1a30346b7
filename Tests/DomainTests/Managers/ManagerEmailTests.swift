import Domain
import Testing

@Suite("A manager's e-mail and password")
struct ManagerEmailTests {
    @Test("two spellings of one e-mail fold to the same")
    func folded() throws {
        let email = try ManagerEmail(" Ada.Lovelace@Example.COM ")
        #expect(email.description == "Ada.Lovelace@Example.COM")
        #expect(email.folded == "ada.lovelace@example.com")
    }

    @Test("e-mails of other scripts are taken", arguments: ["用户@例子.广告", "o'brien+crm@sub.example.co.uk"])
    func good(email: String) throws {
        #expect(try ManagerEmail(email).description == email)
    }

    @Test(
        "what is no e-mail is refused",
        arguments: [
            "", "ada", "ada@", "@example.com", "a@b", "a@@b.c", "a b@example.com", "a@exa mple.com", "a@-x.com",
            "a@x..com", "a\u{0}@x.com", "a\r\nBcc: b@x.com", "<a@x.com>", "a@x.com,b@x.com", "a\u{200B}@x.com",
        ]
    )
    func bad(email: String) {
        #expect(throws: ManagerError.badEmail(email)) { try ManagerEmail(email) }
    }

    @Test("a password has 10 to 1,000 characters, whatever the script")
    func passwords() throws {
        #expect(throws: ManagerError.passwordTooShort) { try Password("123456789") }
        #expect(throws: ManagerError.passwordTooLong) { try Password(String(repeating: "x", count: 1_001)) }
        #expect(try Password("암호는길어야좋습니다").bytes.count == 30)
    }

    @Test("a password typed composed or decomposed is the same")
    func composed() throws {
        #expect(try Password("caf\u{E9} au lait").bytes == Password("cafe\u{301} au lait").bytes)
    }

    @Test("a password is not printed")
    func unseen() throws {
        #expect(try !"\(Password("correct horse battery"))".contains("horse"))
    }
}
