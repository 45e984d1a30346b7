import CPhone

/// What a text says as a phone number.
package enum PhoneReading: Sendable, Equatable {
    /// E.164, such as `+821012345678`; qualified where the country's numbering plan knows it.
    case number(e164: String, qualified: Bool)
    case refused(PhoneProblem)
}

/// Reads phone numbers in any spelling, by the numbering plans of libphonenumber.
///
/// Can be used from any thread. A number is refused only if it cannot be one; what the plan merely does not know is kept.
package struct PhoneNumbers: Sendable {
    package init() {
        kith_phone_prepare()
    }

    /// Reads one number; the country is an ISO 3166-1 alpha-2 code, for numbers without a code of their own.
    package func read(_ text: String, country: String) -> PhoneReading {
        read(text, country: country, by: kith_phone_read)
    }

    /// Whether a country's numbering plan knows a number in E.164.
    package func knows(_ number: String) -> Bool {
        if case .number(_, let isQualified) = read(number, country: "") { isQualified } else { false }
    }

    /// Reads by the library's parser alone, for the tests to compare with.
    func parse(_ text: String, country: String) -> PhoneReading {
        read(text, country: country, by: kith_phone_parse)
    }

    private typealias Reader = (UnsafePointer<CChar>?, Int, UnsafePointer<CChar>?, Int) -> KithPhone

    private func read(_ text: String, country: String, by reader: Reader) -> PhoneReading {
        switch PhoneSpelling(text) {
        case .refused(let problem):
            return .refused(problem)
        case .digits(var digits):
            var country = country.uppercased()
            let phone = digits.withUTF8 { digits in
                country.withUTF8 { country in
                    digits.withMemoryRebound(to: CChar.self) { digits in
                        country.withMemoryRebound(to: CChar.self) { country in
                            reader(digits.baseAddress, digits.count, country.baseAddress, country.count)
                        }
                    }
                }
            }
            return PhoneReading(phone)
        }
    }
}

extension PhoneReading {
    fileprivate init(_ phone: KithPhone) {
        switch phone.status {
        case KITH_PHONE_NUMBER:
            let e164 = withUnsafeBytes(of: phone.e164) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            self = .number(e164: e164, qualified: phone.qualified)
        case KITH_PHONE_NO_COUNTRY: self = .refused(.noCountry)
        case KITH_PHONE_UNKNOWN_CODE: self = .refused(.unknownCountryCode)
        case KITH_PHONE_TOO_SHORT: self = .refused(.tooShort)
        case KITH_PHONE_TOO_LONG: self = .refused(.tooLong)
        case KITH_PHONE_NO_AREA_CODE: self = .refused(.noAreaCode)
        default: self = .refused(.wrongLength)
        }
    }
}
