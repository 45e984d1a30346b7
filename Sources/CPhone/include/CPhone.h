#ifndef KITH_CPHONE_H
#define KITH_CPHONE_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

enum KithPhoneStatus {
    KITH_PHONE_NUMBER = 0,
    // No country was given, or none that exists, and the number does not bring its own.
    KITH_PHONE_NO_COUNTRY,
    // The digits behind the plus begin with no country's code.
    KITH_PHONE_UNKNOWN_CODE,
    KITH_PHONE_TOO_SHORT,
    KITH_PHONE_TOO_LONG,
    // Neither too short nor too long, but no number of the country has this length.
    KITH_PHONE_NO_SUCH_LENGTH,
    // Can be dialled from next door only.
    KITH_PHONE_NO_AREA_CODE,
};

struct KithPhone {
    enum KithPhoneStatus status;
    // Whether the numbering plan knows the number.
    bool qualified;
    // E.164, ends with a zero; empty unless the status is KITH_PHONE_NUMBER.
    char e164[32];
};

/// Loads the numbering plans, once; no later call writes anything to the terminal.
void kith_phone_prepare(void);

/// Reads ASCII digits, with a plus before them if they are international.
///
/// The country is two ASCII letters, or any other length for none. Safe to call from any thread after preparation.
struct KithPhone kith_phone_read(const char *digits, size_t length, const char *country, size_t country_length);

/// Reads the same by the library's parser alone, four times as slowly: what the tests hold the quick way against.
struct KithPhone kith_phone_parse(const char *digits, size_t length, const char *country, size_t country_length);

#ifdef __cplusplus
}
#endif

#endif
