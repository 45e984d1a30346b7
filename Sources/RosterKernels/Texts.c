#include "Dispatch.h"
#include "Hash.h"
#include <string.h>

static inline bool equal(const uint8_t *left, const uint8_t *right, size_t length) {
    return memcmp(left, right, length) == 0;
}

static size_t find_plain(const uint8_t *bytes, size_t length, size_t from, const uint8_t *needle,
                         size_t needle_length) {
    if (length < needle_length) return length;
    size_t last = length - needle_length;
    while (from <= last) {
        const uint8_t *place = memchr(bytes + from, needle[0], last - from + 1);
        if (!place) return length;
        if (equal(place, needle, needle_length)) return (size_t)(place - bytes);
        from = (size_t)(place - bytes) + 1;
    }
    return length;
}

#if defined(__x86_64__)
// Compares the first and the last byte of the needle at 32 places at once, and the rest where both agree
// (Muła, "SIMD-friendly algorithms for substring searching").
KITH_AVX2 static size_t find_avx2(const uint8_t *bytes, size_t length, size_t from, const uint8_t *needle,
                                  size_t needle_length) {
    __m256i first = _mm256_set1_epi8((char)needle[0]);
    __m256i last = _mm256_set1_epi8((char)needle[needle_length - 1]);
    while (from + needle_length + 31 <= length) {
        __m256i a = _mm256_loadu_si256((const __m256i *)(bytes + from));
        __m256i b = _mm256_loadu_si256((const __m256i *)(bytes + from + needle_length - 1));
        uint32_t places = (uint32_t)_mm256_movemask_epi8(
            _mm256_and_si256(_mm256_cmpeq_epi8(a, first), _mm256_cmpeq_epi8(b, last)));
        while (places) {
            size_t place = from + (size_t)__builtin_ctz(places);
            if (needle_length <= 2 || equal(bytes + place + 1, needle + 1, needle_length - 2)) return place;
            places &= places - 1;
        }
        from += 32;
    }
    return find_plain(bytes, length, from, needle, needle_length);
}
#endif

size_t kith_find(const uint8_t *bytes, size_t length, size_t from, const uint8_t *needle, size_t needle_length) {
#if defined(__x86_64__)
    if (kith_has_avx2()) return find_avx2(bytes, length, from, needle, needle_length);
#endif
    return find_plain(bytes, length, from, needle, needle_length);
}

// The row that holds a place, which is not before the given row: steps that double, then halves.
static inline size_t row_at(const uint32_t *offsets, size_t rows, size_t row, size_t place) {
    size_t step = 1;
    while (row + step <= rows && offsets[row + step] <= place) {
        row += step;
        step *= 2;
    }
    for (step /= 2; step > 0; step /= 2) {
        if (row + step <= rows && offsets[row + step] <= place) row += step;
    }
    return row;
}

void kith_find_rows(const uint8_t *bytes, const uint32_t *offsets, size_t rows, const uint8_t *needle,
                    size_t needle_length, uint64_t *out) {
    memset(out, 0, (rows + 63) / 64 * 8);
    if (rows == 0) return;
    // A needle that begins with 0xFF begins one byte before the text that it is found in.
    size_t edge = needle[0] == 0xFF ? 1 : 0;
    size_t length = offsets[rows];
    size_t from = offsets[0] - edge;
    size_t row = 0;
    while (true) {
        size_t place = kith_find(bytes, length, from, needle, needle_length);
        if (place >= length) return;
        row = row_at(offsets, rows, row, place + edge);
        if (row >= rows) return;
        out[row >> 6] |= 1ull << (row & 63);
        from = offsets[row + 1] - edge;
        row++;
    }
}

void kith_find_in_rows(const uint8_t *bytes, const uint32_t *offsets, size_t rows, const uint8_t *needle,
                       size_t needle_length, uint64_t *rows_set) {
    size_t edge = needle[0] == 0xFF ? 1 : 0;
    for (size_t i = 0; i < (rows + 63) / 64; i++) {
        uint64_t rest = rows_set[i];
        while (rest) {
            size_t row = i * 64 + (size_t)__builtin_ctzll(rest);
            size_t end = offsets[row + 1];
            if (kith_find(bytes, end, offsets[row] - edge, needle, needle_length) >= end) {
                rows_set[i] &= ~(rest & -rest);
            }
            rest &= rest - 1;
        }
    }
}

int kith_compare(const uint8_t *left, size_t left_length, const uint8_t *right, size_t right_length) {
    size_t shorter = left_length < right_length ? left_length : right_length;
    int order = shorter == 0 ? 0 : memcmp(left, right, shorter);
    return order != 0 ? order : (left_length > right_length) - (left_length < right_length);
}

uint64_t kith_hash(const uint8_t *bytes, size_t length) { return hash(bytes, length); }
