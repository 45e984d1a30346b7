/// What is to be changed of an organization's settings; what is nil stays as it is.
package struct OrganizationEdit: Hashable, Sendable {
    package enum Setting: String, CaseIterable, Hashable, Sendable {
        case name, country, timeZone, language, currency, purchaseWindowDays
    }

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

    /// All settings as they are.
    package init(_ settings: OrganizationSettings) {
        self.init(
            name: settings.name,
            country: settings.country.description,
            timeZone: settings.timeZoneName,
            language: settings.language,
            currency: settings.currency,
            purchaseWindowDays: settings.purchaseWindowDays
        )
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

    /// Everything that is wrong with it, where `applied` stops at the first.
    package func problems(on settings: OrganizationSettings) -> [OrganizationError] {
        settingsGiven.compactMap { setting in
            do throws(OrganizationError) {
                _ = try only(setting).applied(to: settings)
                return nil
            } catch {
                return error
            }
        }
    }

    /// The settings that it gives.
    package var settingsGiven: [Setting] { Setting.allCases.filter { only($0) != OrganizationEdit() } }

    /// What of it somebody else has changed since it was `seen`, to something else than this wants.
    package func lost(on settings: OrganizationSettings, since seen: OrganizationEdit) -> Set<Setting> {
        let now = OrganizationEdit(settings)
        return Set(
            settingsGiven.filter { setting in
                let (seen, now) = (seen.only(setting), now.only(setting))
                return seen != OrganizationEdit() && now != seen && now != only(setting)
            }
        )
    }

    /// What it gives beyond what was seen.
    package func without(_ seen: OrganizationEdit) -> OrganizationEdit {
        var edit = self
        if name == seen.name { edit.name = nil }
        if country == seen.country { edit.country = nil }
        if timeZone == seen.timeZone { edit.timeZone = nil }
        if language == seen.language { edit.language = nil }
        if currency == seen.currency { edit.currency = nil }
        if purchaseWindowDays == seen.purchaseWindowDays { edit.purchaseWindowDays = nil }
        return edit
    }

    private func only(_ setting: Setting) -> OrganizationEdit {
        switch setting {
        case .name: OrganizationEdit(name: name)
        case .country: OrganizationEdit(country: country)
        case .timeZone: OrganizationEdit(timeZone: timeZone)
        case .language: OrganizationEdit(language: language)
        case .currency: OrganizationEdit(currency: currency)
        case .purchaseWindowDays: OrganizationEdit(purchaseWindowDays: purchaseWindowDays)
        }
    }
}
