#include "CPhone.h"

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include <phonenumbers/logger.h>
#include <phonenumbers/phonenumberutil.h>

using i18n::phonenumbers::NullLogger;
using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

namespace {

// The library's one instance, made ready.
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

KithPhone written(const PhoneNumber &number, bool qualified) {
    thread_local std::string formatted;
    KithPhone result = {};
    plans()->Format(number, PhoneNumberUtil::E164, &formatted);
    if (formatted.size() >= sizeof result.e164) {
        result.status = KITH_PHONE_TOO_LONG;
        return result;
    }
    result.qualified = qualified;
    std::memcpy(result.e164, formatted.data(), formatted.size());
    return result;
}

// Countries where a number that the plan knows as it stands is never cut or changed by the library's parser, which
// spends most of its time on regular expressions that find nothing there. The tests hold this list against it.
struct Plain {
    const char *region;
    const char *code;
    const char *trunk;
};

constexpr Plain plain[] = {
    {"KR", "82", "0"}, {"JP", "81", "0"}, {"US", "1", ""},   {"GB", "44", "0"},  {"DE", "49", "0"},  {"FR", "33", "0"},
    {"CN", "86", "0"}, {"IN", "91", "0"}, {"VN", "84", "0"}, {"AE", "971", "0"}, {"AU", "61", "0"},  {"ES", "34", ""},
    {"BR", "55", "0"}, {"RU", "7", "8"},  {"TW", "886", "0"}, {"SG", "65", ""},  {"TH", "66", "0"},  {"ID", "62", "0"},
    {"HK", "852", ""}, {"NL", "31", "0"}, {"PH", "63", "0"}, {"MY", "60", "0"},
};

// Builds the number without parsing it, if it is plain and the plan knows it.
bool readQuickly(std::string_view digits, std::string_view country, KithPhone &result) {
    const bool international = digits[0] == '+';
    for (const Plain &plan : plain) {
        const std::string_view code = plan.code;
        std::string_view rest = digits;
        if (international) {
            rest.remove_prefix(1);
            if (rest.substr(0, code.size()) != code) continue;
            rest.remove_prefix(code.size());
        } else {
            if (country != plan.region) continue;
            const std::string_view trunk = plan.trunk;
            if (rest.substr(0, trunk.size()) != trunk) return false;
            rest.remove_prefix(trunk.size());
        }
        // A zero in front would have to be kept apart from the number, as Italy's is.
        if (rest.size() < 5 || rest.size() > 14 || rest[0] == '0') return false;
        uint64_t national = 0;
        for (const char digit : rest) national = national * 10 + static_cast<uint64_t>(digit - '0');
        thread_local PhoneNumber number;
        number.Clear();
        number.set_country_code(std::atoi(plan.code));
        number.set_national_number(national);
        if (!plans()->IsValidNumber(number)) return false;
        result = written(number, true);
        return true;
    }
    return false;
}

KithPhone parse(const std::string &digits, const std::string &country) {
    KithPhone result = {};
    // Kept by the thread: its parts are cleared and used again from number to number.
    thread_local PhoneNumber number;
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
    return written(number, result.qualified);
}

}  // namespace

void kith_phone_prepare(void) {
    plans();
}

KithPhone kith_phone_read(const char *digits, size_t length, const char *country, size_t country_length) {
    KithPhone quick = {};
    if (length > 0 && readQuickly({digits, length}, {country, country_length}, quick)) return quick;
    return kith_phone_parse(digits, length, country, country_length);
}

KithPhone kith_phone_parse(const char *digits, size_t length, const char *country, size_t country_length) {
    // Both fit the string's own space, so that nothing is allocated for them.
    const std::string region(country, country_length);
    const std::string text(digits, length);
    KithPhone result = parse(text, region);
    if (!result.qualified && length > 2 && std::memcmp(digits, "00", 2) == 0) {
        // Many write 00 for the plus where their own country dials something else.
        KithPhone abroad = parse("+" + text.substr(2), region);
        if (abroad.qualified) return abroad;
    }
    return result;
}
