// A hash of short texts.

#ifndef KITH_HASH_H
#define KITH_HASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

static inline uint64_t load64(const uint8_t *bytes) {
    uint64_t word;
    memcpy(&word, bytes, 8);
    return word;
}

static inline uint64_t load32(const uint8_t *bytes) {
    uint32_t word;
    memcpy(&word, bytes, 4);
    return word;
}

static inline uint64_t mixed(uint64_t hash, uint64_t word) {
    hash = (hash ^ word) * 0xFF51AFD7ED558CCDull;
    return hash ^ (hash >> 32);
}

// Eight bytes at a time; the last ones overlap those before, so that nothing behind the text is read. The length makes
// texts of zeros differ.
static inline uint64_t hash(const uint8_t *bytes, size_t length) {
    uint64_t hash = length * 0x9E3779B97F4A7C15ull;
    if (length >= 8) {
        size_t at = 0;
        for (; at + 8 < length; at += 8) hash = mixed(hash, load64(bytes + at));
        hash = mixed(hash, load64(bytes + length - 8));
    } else if (length >= 4) {
        hash = mixed(hash, load32(bytes) << 32 | load32(bytes + length - 4));
    } else if (length > 0) {
        hash = mixed(hash, (uint64_t)bytes[0] << 16 | (uint64_t)bytes[length >> 1] << 8 | bytes[length - 1]);
    }
    hash *= 0xC4CEB9FE1A85EC53ull;
    return hash ^ (hash >> 29);
}

#endif
