package import Domain

/// Why a text cannot be a phone number.
package enum PhoneProblem: Error, Equatable {
    case empty
    /// The first sign that no phone number holds.
    case letters(Character)
    case `extension`
    /// A spreadsheet made a number of it, and its last digits are lost.
    case shortenedBySpreadsheet
    case noCountry
    case unknownCountryCode
    case noAreaCode
    case tooShort
    case tooLong
    /// No number of that country has this length.
    case wrongLength
}

extension PhoneProblem: Explained {
    package var explanation: Phrase {
        switch self {
        case .empty:
            "The phone number has no digits."
        case .letters(let sign):
            "A phone number cannot hold “\(sign)”. Write digits only, with + and the country code in front if abroad."
        case .extension:
            "The phone number has an extension. Write it without, and keep the extension in another column."
        case .shortenedBySpreadsheet:
            "A spreadsheet has shortened the phone number. Make its column text there, and put the number in again."
        case .noCountry:
            "The phone number has no country code. Write it as +82 10 1234 5678, or choose a country for the file."
        case .unknownCountryCode:
            "No country has the code that the phone number begins with. Check the digits after the +."
        case .noAreaCode:
            "The phone number has no area code. Write the number as it is dialled from another city."
        case .tooShort:
            "The phone number is too short. Check for missing digits."
        case .tooLong:
            "The phone number is too long. Check for digits too many, or for two numbers in one place."
        case .wrongLength:
            "No phone number of that country has as many digits. Check for missing digits."
        }
    }
}
