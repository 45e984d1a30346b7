#include "CPhone.h"

#include <cstring>
#include <string>

#include <phonenumbers/logger.h>
#include <phonenumbers/phonenumberutil.h>

using i18n::phonenumbers::NullLogger;
using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

namespace {

// The library's singleton; it is never destroyed, so that threads may still read while the program ends.
PhoneNumberUtil *plans() {
    static PhoneNumberUtil *const instance = [] {
        PhoneNumberUtil *made = PhoneNumberUtil::GetInstance();
        // The library prints numbers that it cannot parse, which are somebody's; it takes the logger over.
        made->SetLogger(new NullLogger());
        return made;
    }();
    return instance;
}

KithPhoneStatus status(PhoneNumberUtil::ErrorType error, bool international) {
    switch (error) {
    case PhoneNumberUtil::NO_PARSING_ERROR:
        return KITH_PHONE_NUMBER;
    case PhoneNumberUtil::INVALID_COUNTRY_CODE_ERROR:
        return international ? KITH_PHONE_UNKNOWN_CODE : KITH_PHONE_NO_COUNTRY;
    case PhoneNumberUtil::TOO_LONG_NSN:
        return KITH_PHONE_TOO_LONG;
    case PhoneNumberUtil::NOT_A_NUMBER:
    case PhoneNumberUtil::TOO_SHORT_AFTER_IDD:
    case PhoneNumberUtil::TOO_SHORT_NSN:
        return KITH_PHONE_TOO_SHORT;
    }
    return KITH_PHONE_TOO_SHORT;
}

KithPhoneStatus status(PhoneNumberUtil::ValidationResult length) {
    switch (length) {
    case PhoneNumberUtil::IS_POSSIBLE:
        return KITH_PHONE_NUMBER;
    case PhoneNumberUtil::IS_POSSIBLE_LOCAL_ONLY:
        return KITH_PHONE_NO_AREA_CODE;
    case PhoneNumberUtil::INVALID_COUNTRY_CODE:
        return KITH_PHONE_UNKNOWN_CODE;
    case PhoneNumberUtil::TOO_SHORT:
        return KITH_PHONE_TOO_SHORT;
    case PhoneNumberUtil::INVALID_LENGTH:
        return KITH_PHONE_NO_SUCH_LENGTH;
    case PhoneNumberUtil::TOO_LONG:
        return KITH_PHONE_TOO_LONG;
    }
    return KITH_PHONE_NO_SUCH_LENGTH;
}

KithPhone read(const std::string &digits, const std::string &country) {
    KithPhone result = {};
    // Kept by the thread: its parts are cleared and used again from number to number.
    thread_local PhoneNumber number;
    thread_local std::string formatted;
    number.Clear();
    const PhoneNumberUtil &util = *plans();
    result.status = status(util.Parse(digits, country, &number), !digits.empty() && digits[0] == '+');
    if (result.status != KITH_PHONE_NUMBER) return result;
    result.qualified = util.IsValidNumber(number);
    if (!result.qualified) {
        // A number that the plan knows is possible; only others need be asked for their length.
        result.status = status(util.IsPossibleNumberWithReason(number));
        if (result.status != KITH_PHONE_NUMBER) return result;
    }
    util.Format(number, PhoneNumberUtil::E164, &formatted);
    if (formatted.size() >= sizeof result.e164) {
        result.status = KITH_PHONE_TOO_LONG;
        return result;
    }
    std::memcpy(result.e164, formatted.data(), formatted.size());
    return result;
}

}  // namespace

void kith_phone_prepare(void) {
    plans();
}

KithPhone kith_phone_read(const char *digits, size_t length, const char *country, size_t country_length) {
    // Both fit the string's own space, so that nothing is allocated for them.
    const std::string region(country, country_length);
    const std::string text(digits, length);
    KithPhone result = read(text, region);
    if (!result.qualified && length > 2 && std::memcmp(digits, "00", 2) == 0) {
        // Many write 00 for the plus where their own country dials something else.
        KithPhone abroad = read("+" + text.substr(2), region);
        if (abroad.qualified) return abroad;
    }
    return result;
}
