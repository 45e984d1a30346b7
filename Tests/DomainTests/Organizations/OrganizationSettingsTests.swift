import Domain
import Testing

@Suite("Settings of an organization")
struct OrganizationSettingsTests {
    @Test("language and currency are those of the country where not given")
    func usual() throws {
        let settings = try OrganizationSettings(name: " Demo Inc. ", country: "kr", timeZone: "Asia/Seoul")
        #expect(settings.name == "Demo Inc.")
        #expect(settings.country.description == "KR")
        #expect(settings.language == "ko")
        #expect(settings.currency == "KRW")
        #expect(settings.purchaseWindowDays == 90)
        #expect(settings.managedUsersCapacity == nil)
    }

    @Test("every country has a language and a currency that are allowed")
    func everyCountry() throws {
        #expect(Country.codes.count == 249)
        for code in Country.codes {
            #expect(throws: Never.self, "\(code)") {
                try OrganizationSettings(name: "x", country: code, timeZone: "UTC")
            }
        }
    }

    @Test("a time zone keeps the name it was given", arguments: ["UTC", "Asia/Calcutta", "America/Argentina/Salta"])
    func zone(name: String) throws {
        #expect(try OrganizationSettings(name: "x", country: "DE", timeZone: name).timeZoneName == name)
    }

    @Test(
        "what is no zone of the list is refused",
        arguments: ["", "Seoul", "GMT+9", "EST", "Asia/Nowhere", "/etc/passwd"]
    )
    func badZone(name: String) {
        #expect(throws: OrganizationError.badTimeZone(name)) {
            try OrganizationSettings(name: "x", country: "DE", timeZone: name)
        }
    }

    @Test("what is no country is refused", arguments: ["", "K", "KOR", "XX", "EU", "ß", "ZZ"])
    func badCountry(code: String) {
        #expect(throws: OrganizationError.badCountry(code)) {
            try OrganizationSettings(name: "x", country: code, timeZone: "UTC")
        }
    }

    @Test(
        "a name stays on one line",
        arguments: ["", "  ", "a\nb", "a\u{0}b", "a\u{202E}b", String(repeating: "x", count: 201)]
    )
    func badName(name: String) {
        #expect(throws: OrganizationError.badName) {
            try OrganizationSettings(name: name, country: "DE", timeZone: "UTC")
        }
    }

    @Test("short names are small letters, digits and hyphens", arguments: ["demo", "a1", "my-shop-2"])
    func keys(key: String) throws {
        #expect(try OrganizationKey(key).description == key)
    }

    @Test("other short names are refused", arguments: ["", "a", "Demo", "-demo", "demo-", "de mo", "dé", "a/b", "a_b"])
    func badKeys(key: String) {
        #expect(throws: OrganizationError.badKey(key)) { try OrganizationKey(key) }
    }
}
