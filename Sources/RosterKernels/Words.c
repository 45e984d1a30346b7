#include "Dispatch.h"

// Each plain loop twice: compiled for every processor, and for those with AVX2 and POPCNT. Not by `target_clones`: its
// choice is made before main, where a sanitizer is not ready yet.
#if defined(__x86_64__)
#define KITH_TWICE(result, name, parameters, ...)                                                                      \
    KITH_AVX2 static result name##_avx2 parameters { return name##_plain(__VA_ARGS__); }                               \
    result kith_##name parameters {                                                                                    \
        return kith_has_avx2() ? name##_avx2(__VA_ARGS__) : name##_plain(__VA_ARGS__);                                 \
    }
#else
#define KITH_TWICE(result, name, parameters, ...)                                                                      \
    result kith_##name parameters { return name##_plain(__VA_ARGS__); }
#endif

#define KITH_PLAIN static inline __attribute__((always_inline))

KITH_PLAIN size_t count_plain(const uint64_t *words, size_t count) {
    size_t sum = 0;
    for (size_t i = 0; i < count; i++) sum += (size_t)__builtin_popcountll(words[i]);
    return sum;
}
KITH_TWICE(size_t, count, (const uint64_t *words, size_t count), words, count)

KITH_PLAIN size_t count_both_plain(const uint64_t *left, const uint64_t *right, size_t count) {
    size_t sum = 0;
    for (size_t i = 0; i < count; i++) sum += (size_t)__builtin_popcountll(left[i] & right[i]);
    return sum;
}
KITH_TWICE(size_t, count_both, (const uint64_t *left, const uint64_t *right, size_t count), left, right, count)

bool kith_any(const uint64_t *words, size_t count) {
    size_t i = 0;
    for (; i + 8 <= count; i += 8) {
        uint64_t some = 0;
        for (size_t k = 0; k < 8; k++) some |= words[i + k];
        if (some) return true;
    }
    for (; i < count; i++) {
        if (words[i]) return true;
    }
    return false;
}

KITH_PLAIN void and_plain(uint64_t *into, const uint64_t *other, size_t count) {
    for (size_t i = 0; i < count; i++) into[i] &= other[i];
}
KITH_TWICE(void, and, (uint64_t *into, const uint64_t *other, size_t count), into, other, count)

KITH_PLAIN void and_not_plain(uint64_t *into, const uint64_t *other, size_t count) {
    for (size_t i = 0; i < count; i++) into[i] &= ~other[i];
}
KITH_TWICE(void, and_not, (uint64_t *into, const uint64_t *other, size_t count), into, other, count)

KITH_PLAIN void or_plain(uint64_t *into, const uint64_t *other, size_t count) {
    for (size_t i = 0; i < count; i++) into[i] |= other[i];
}
KITH_TWICE(void, or, (uint64_t *into, const uint64_t *other, size_t count), into, other, count)

size_t kith_places(const uint64_t *words, size_t count, uint32_t first, uint32_t *out) {
    size_t written = 0;
    for (size_t i = 0; i < count; i++) {
        uint64_t rest = words[i];
        uint32_t base = first + (uint32_t)(i * 64);
        while (rest) {
            out[written++] = base + (uint32_t)__builtin_ctzll(rest);
            rest &= rest - 1;
        }
    }
    return written;
}

void kith_permuted(const uint64_t *words, const uint32_t *rows, size_t count, uint64_t *out) {
    size_t i = 0;
    for (; i < count; i += 64) {
        size_t end = count - i < 64 ? count - i : 64;
        uint64_t word = 0;
        for (size_t k = 0; k < end; k++) {
            uint32_t row = rows[i + k];
            word |= (words[row >> 6] >> (row & 63) & 1) << k;
        }
        out[i >> 6] = word;
    }
}
