import Domain
import Foundation

extension Words {
    var locale: Locale { Locale(identifier: language.rawValue) }

    /// The name of a country; what is none stays as it is.
    func name(ofCountry code: String) -> String {
        locale.localizedString(forRegionCode: code) ?? code
    }

    /// All countries, in the order of their names.
    var countries: [(code: String, name: String)] {
        Country.codes.map { ($0, name(ofCountry: $0)) }
            .sorted { $0.1.compare($1.1, locale: locale) == .orderedAscending }
    }
}
