/// Why an organization could not be made or changed. Each description says what is allowed.
package enum OrganizationError: Explained, Equatable {
    case badKey(String)
    case keyTaken(String)
    case badName
    case badCountry(String)
    case badTimeZone(String)
    case badLanguage(String)
    case badCurrency(String)
    case badPurchaseWindow(Int)
    case unknown(String)
    case noLogo
    /// Somebody changed these settings since they were looked at.
    case changedMeanwhile(Set<OrganizationEdit.Setting>)
    case setUpLinkNotValid

    package var explanation: Phrase {
        switch self {
        case .badKey(let key):
            "“\(key)” cannot be an organization's short name: use 2 to 40 of a–z, 0–9 and hyphens, such as demo"
        case .keyTaken(let key):
            "there is an organization “\(key)” already: choose another short name"
        case .badName:
            "an organization's name has 1 to 200 characters, and no line breaks or other control characters"
        case .badCountry(let country):
            "“\(country)” is not a country: use two letters of ISO 3166-1, such as KR or DE"
        case .badTimeZone(let zone):
            "“\(zone)” is not a time zone: use a name of the IANA list, such as Asia/Seoul, or UTC"
        case .badLanguage(let language):
            "“\(language)” is not a language: use a tag such as ko, en or pt-BR"
        case .badCurrency(let currency):
            "“\(currency)” is not a currency: use three letters of ISO 4217, such as KRW or EUR"
        case .badPurchaseWindow(let days):
            "\(days) days cannot be the purchase window: use 1 to 3650"
        case .unknown(let key):
            "there is no organization “\(key)”"
        case .noLogo:
            "the organization has no logo"
        case .setUpLinkNotValid:
            "this link does not set Kith up: it was used, or Kith has printed a newer one since"
        case .changedMeanwhile:
            "somebody else changed these settings meanwhile: look at them again"
        }
    }

    /// The setting that it is about.
    package var setting: OrganizationEdit.Setting? {
        switch self {
        case .badName: .name
        case .badCountry: .country
        case .badTimeZone: .timeZone
        case .badLanguage: .language
        case .badCurrency: .currency
        case .badPurchaseWindow: .purchaseWindowDays
        case .badKey, .keyTaken, .unknown, .noLogo, .changedMeanwhile, .setUpLinkNotValid: nil
        }
    }
}
