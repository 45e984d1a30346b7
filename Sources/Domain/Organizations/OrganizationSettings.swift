package import Foundation

/// What an organization says about itself, checked.
package struct OrganizationSettings: Hashable, Sendable {
    package let name: String
    package let country: Country
    /// A zone of the IANA list: days, weeks, months and years in filters are counted in it.
    package let timeZone: TimeZone
    /// The zone's name as it was given: Foundation calls UTC by another one.
    package let timeZoneName: String
    /// A BCP 47 tag, such as `ko` or `pt-BR`.
    package let language: String
    /// Three letters of ISO 4217: what `paymentsTotal` counts in.
    package let currency: String
    /// How many days back `recentPurchaseCount` and `recentPurchaseAmount` look.
    package let purchaseWindowDays: Int
    /// How many managed users the plan includes, or nil for no limit.
    package var managedUsersIncluded: Int?
    /// How many managed users were added to the plan.
    package var managedUsersAdded: Int

    /// Checks each value. Language and currency, where not given, are the usual ones of the country.
    package init(
        name: String,
        country: String,
        timeZone: String,
        language: String? = nil,
        currency: String? = nil,
        purchaseWindowDays: Int = 90,
        managedUsersIncluded: Int? = nil,
        managedUsersAdded: Int = 0
    ) throws(OrganizationError) {
        guard let name = ShownName(name)?.description else { throw .badName }
        guard let checkedCountry = Country(country) else { throw .badCountry(country) }
        guard let checkedZone = Self.zone(timeZone) else { throw .badTimeZone(timeZone) }
        let language = language ?? Self.usualLanguage(of: checkedCountry)
        guard Self.isLanguage(language) else { throw .badLanguage(language) }
        let currency = (currency ?? Self.usualCurrency(of: checkedCountry)).uppercased()
        guard Locale.commonISOCurrencyCodes.contains(currency) else { throw .badCurrency(currency) }
        guard (1...3_650).contains(purchaseWindowDays) else { throw .badPurchaseWindow(purchaseWindowDays) }
        self.name = name
        self.country = checkedCountry
        self.timeZone = checkedZone
        timeZoneName = timeZone
        self.language = language
        self.currency = currency
        self.purchaseWindowDays = purchaseWindowDays
        self.managedUsersIncluded = managedUsersIncluded
        self.managedUsersAdded = managedUsersAdded
    }

    /// Includes and added together, or nil for no limit.
    package var managedUsersCapacity: Int? {
        managedUsersIncluded.map { $0 + managedUsersAdded }
    }

    /// The zones that there are, by name, and UTC.
    package static let timeZones = TimeZone.knownTimeZoneIdentifiers.filter { $0.contains("/") }.sorted() + ["UTC"]

    /// Foundation also takes `GMT+9` and abbreviations such as `EST`, which know no summer time: these are refused.
    private static func zone(_ name: String) -> TimeZone? {
        guard name == "UTC" || name.contains("/"), !name.hasPrefix("/") else { return nil }
        return TimeZone(identifier: name)
    }

    private static func isLanguage(_ tag: String) -> Bool {
        let parts = tag.split(separator: "-", omittingEmptySubsequences: false)
        guard let first = parts.first, (2...3).contains(first.count), parts.count <= 4 else { return false }
        return parts.allSatisfy { part in
            (2...8).contains(part.count) && part.utf8.allSatisfy { $0 < 128 && Character(Unicode.Scalar($0)).isLetter }
        }
    }

    private static func usualLanguage(of country: Country) -> String {
        let likely = Locale.Language(identifier: "und-\(country)").maximalIdentifier
        let tag = likely.split(separator: "-").first.map(String.init) ?? "en"
        return tag == "und" ? "en" : tag
    }

    private static func usualCurrency(of country: Country) -> String {
        let usual = Locale(identifier: "en_\(country)").currency?.identifier ?? ""
        return Locale.commonISOCurrencyCodes.contains(usual) ? usual : "USD"
    }
}
