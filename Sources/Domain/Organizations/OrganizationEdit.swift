/// What is to be changed of an organization's settings; what is nil stays as it is.
package struct OrganizationEdit: Hashable, Sendable {
    package var name: String?
    package var country: String?
    package var timeZone: String?
    package var language: String?
    package var currency: String?
    package var purchaseWindowDays: Int?

    package init(
        name: String? = nil,
        country: String? = nil,
        timeZone: String? = nil,
        language: String? = nil,
        currency: String? = nil,
        purchaseWindowDays: Int? = nil
    ) {
        self.name = name
        self.country = country
        self.timeZone = timeZone
        self.language = language
        self.currency = currency
        self.purchaseWindowDays = purchaseWindowDays
    }

    /// The settings as they are afterwards, checked. A capacity is nobody's to edit here, and stays.
    package func applied(to settings: OrganizationSettings) throws(OrganizationError) -> OrganizationSettings {
        try OrganizationSettings(
            name: name ?? settings.name,
            country: country ?? settings.country.description,
            timeZone: timeZone ?? settings.timeZoneName,
            language: language ?? settings.language,
            currency: currency ?? settings.currency,
            purchaseWindowDays: purchaseWindowDays ?? settings.purchaseWindowDays,
            managedUsersIncluded: settings.managedUsersIncluded,
            managedUsersAdded: settings.managedUsersAdded
        )
    }

    /// The names of the settings that it gives.
    package var keys: [String] {
        [
            name.map { _ in "name" }, country.map { _ in "country" }, timeZone.map { _ in "timeZone" },
            language.map { _ in "language" }, currency.map { _ in "currency" },
            purchaseWindowDays.map { _ in "purchaseWindowDays" },
        ].compactMap(\.self)
    }
}
