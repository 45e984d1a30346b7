#include "Dispatch.h"

#if defined(__x86_64__)
// The same plain loops twice: compiled for every processor, and for those with AVX2 and POPCNT.
#define KITH_TWICE __attribute__((target_clones("avx2", "popcnt", "default")))
#else
#define KITH_TWICE
#endif

KITH_TWICE
size_t kith_count(const uint64_t *words, size_t count) {
    size_t sum = 0;
    for (size_t i = 0; i < count; i++) sum += (size_t)__builtin_popcountll(words[i]);
    return sum;
}

KITH_TWICE
size_t kith_count_both(const uint64_t *left, const uint64_t *right, size_t count) {
    size_t sum = 0;
    for (size_t i = 0; i < count; i++) sum += (size_t)__builtin_popcountll(left[i] & right[i]);
    return sum;
}

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

KITH_TWICE
void kith_and(uint64_t *into, const uint64_t *other, size_t count) {
    for (size_t i = 0; i < count; i++) into[i] &= other[i];
}

KITH_TWICE
void kith_and_not(uint64_t *into, const uint64_t *other, size_t count) {
    for (size_t i = 0; i < count; i++) into[i] &= ~other[i];
}

KITH_TWICE
void kith_or(uint64_t *into, const uint64_t *other, size_t count) {
    for (size_t i = 0; i < count; i++) into[i] |= other[i];
}

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
