#include "RosterKernels.h"
#include <string.h>

static inline uint64_t word_at(const uint8_t *bytes) {
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return word;
}

// Each step can be undone, so that any one word that differs gives another sum.
static inline uint64_t mixed(uint64_t sum, uint64_t word) {
    sum = (sum ^ word) * 0x9FB21C651E98DF25ull;
    return sum ^ (sum >> 35);
}

// Four sums side by side: one alone would wait for its multiplication at every word.
uint64_t kith_checksum(const uint8_t *bytes, size_t length) {
    uint64_t sums[4] = {
        length ^ 0x9E3779B97F4A7C15ull, 0xC2B2AE3D27D4EB4Full, 0x165667B19E3779F9ull, 0x27D4EB2F165667C5ull,
    };
    size_t place = 0;
    for (; place + 32 <= length; place += 32) {
        sums[0] = mixed(sums[0], word_at(bytes + place));
        sums[1] = mixed(sums[1], word_at(bytes + place + 8));
        sums[2] = mixed(sums[2], word_at(bytes + place + 16));
        sums[3] = mixed(sums[3], word_at(bytes + place + 24));
    }
    for (; place + 8 <= length; place += 8) sums[0] = mixed(sums[0], word_at(bytes + place));
    if (place < length) {
        uint64_t word = 0;
        memcpy(&word, bytes + place, length - place);
        sums[1] = mixed(sums[1], word);
    }
    return mixed(mixed(mixed(sums[0], sums[1]), sums[2]), sums[3]);
}
