#include "Dispatch.h"

// The plain forms. A word at a time, so that the compiler can unroll.

#define KITH_PLAIN(name, type)                                                                                         \
    static void name##_plain(const type *values, size_t rows, type low, type high, uint64_t *out) {                    \
        for (size_t i = 0; i < rows; i += 64) {                                                                        \
            size_t end = rows - i < 64 ? rows - i : 64;                                                                \
            uint64_t word = 0;                                                                                         \
            for (size_t k = 0; k < end; k++) {                                                                         \
                word |= (uint64_t)((values[i + k] >= low) & (values[i + k] <= high)) << k;                             \
            }                                                                                                          \
            out[i >> 6] = word;                                                                                        \
        }                                                                                                              \
    }

KITH_PLAIN(u8, uint8_t)
KITH_PLAIN(u16, uint16_t)
KITH_PLAIN(i32, int32_t)
KITH_PLAIN(i64, int64_t)
KITH_PLAIN(f64, double)

#if defined(__x86_64__)

// Whole words of 64 rows; the plain form does the rest.

KITH_AVX2 static void u8_avx2(const uint8_t *values, size_t words, uint8_t low, uint8_t high, uint64_t *out) {
    __m256i l = _mm256_set1_epi8((char)low), h = _mm256_set1_epi8((char)high);
    for (size_t i = 0; i < words; i++) {
        uint64_t word = 0;
        for (int k = 0; k < 2; k++) {
            __m256i v = _mm256_loadu_si256((const __m256i *)(values + i * 64 + k * 32));
            __m256i in = _mm256_and_si256(_mm256_cmpeq_epi8(_mm256_max_epu8(v, l), v),
                                          _mm256_cmpeq_epi8(_mm256_min_epu8(v, h), v));
            word |= (uint64_t)(uint32_t)_mm256_movemask_epi8(in) << (k * 32);
        }
        out[i] = word;
    }
}

KITH_AVX2 static void u16_avx2(const uint16_t *values, size_t words, uint16_t low, uint16_t high, uint64_t *out) {
    __m256i l = _mm256_set1_epi16((short)low), h = _mm256_set1_epi16((short)high);
    for (size_t i = 0; i < words; i++) {
        uint64_t word = 0;
        for (int k = 0; k < 2; k++) {
            __m256i in[2];
            for (int j = 0; j < 2; j++) {
                __m256i v = _mm256_loadu_si256((const __m256i *)(values + i * 64 + k * 32 + j * 16));
                in[j] = _mm256_and_si256(_mm256_cmpeq_epi16(_mm256_max_epu16(v, l), v),
                                         _mm256_cmpeq_epi16(_mm256_min_epu16(v, h), v));
            }
            // Packing works within halves of 128 bits, which are put back in order.
            __m256i bytes = _mm256_permute4x64_epi64(_mm256_packs_epi16(in[0], in[1]), 0xD8);
            word |= (uint64_t)(uint32_t)_mm256_movemask_epi8(bytes) << (k * 32);
        }
        out[i] = word;
    }
}

KITH_AVX2 static void i32_avx2(const int32_t *values, size_t words, int32_t low, int32_t high, uint64_t *out) {
    __m256i l = _mm256_set1_epi32(low), h = _mm256_set1_epi32(high);
    for (size_t i = 0; i < words; i++) {
        uint64_t outside = 0;
        for (int k = 0; k < 8; k++) {
            __m256i v = _mm256_loadu_si256((const __m256i *)(values + i * 64 + k * 8));
            __m256i o = _mm256_or_si256(_mm256_cmpgt_epi32(l, v), _mm256_cmpgt_epi32(v, h));
            outside |= (uint64_t)(uint8_t)_mm256_movemask_ps(_mm256_castsi256_ps(o)) << (k * 8);
        }
        out[i] = ~outside;
    }
}

KITH_AVX2 static void i64_avx2(const int64_t *values, size_t words, int64_t low, int64_t high, uint64_t *out) {
    __m256i l = _mm256_set1_epi64x(low), h = _mm256_set1_epi64x(high);
    for (size_t i = 0; i < words; i++) {
        uint64_t outside = 0;
        for (int k = 0; k < 16; k++) {
            __m256i v = _mm256_loadu_si256((const __m256i *)(values + i * 64 + k * 4));
            __m256i o = _mm256_or_si256(_mm256_cmpgt_epi64(l, v), _mm256_cmpgt_epi64(v, h));
            outside |= (uint64_t)(uint8_t)_mm256_movemask_pd(_mm256_castsi256_pd(o)) << (k * 4);
        }
        out[i] = ~outside;
    }
}

KITH_AVX2 static void f64_avx2(const double *values, size_t words, double low, double high, uint64_t *out) {
    __m256d l = _mm256_set1_pd(low), h = _mm256_set1_pd(high);
    for (size_t i = 0; i < words; i++) {
        uint64_t word = 0;
        for (int k = 0; k < 16; k++) {
            __m256d v = _mm256_loadu_pd(values + i * 64 + k * 4);
            __m256d in = _mm256_and_pd(_mm256_cmp_pd(v, l, _CMP_GE_OQ), _mm256_cmp_pd(v, h, _CMP_LE_OQ));
            word |= (uint64_t)(uint8_t)_mm256_movemask_pd(in) << (k * 4);
        }
        out[i] = word;
    }
}

#define KITH_FAST(name)                                                                                                \
    if (kith_has_avx2()) {                                                                                             \
        size_t words = rows / 64;                                                                                      \
        name##_avx2(values, words, low, high, out);                                                                    \
        name##_plain(values + words * 64, rows - words * 64, low, high, out + words);                                  \
        return;                                                                                                        \
    }
#else
#define KITH_FAST(name)
#endif

#define KITH_RANGE(name, type)                                                                                         \
    void kith_range_##name(const type *values, size_t rows, type low, type high, uint64_t *out) {                      \
        KITH_FAST(name)                                                                                                \
        name##_plain(values, rows, low, high, out);                                                                    \
    }

KITH_RANGE(u8, uint8_t)
KITH_RANGE(u16, uint16_t)
KITH_RANGE(i32, int32_t)
KITH_RANGE(i64, int64_t)
KITH_RANGE(f64, double)

#define KITH_LOOKUP(name, type)                                                                                        \
    void kith_lookup_##name(const type *codes, size_t rows, const uint8_t *table, uint64_t *out) {                     \
        for (size_t i = 0; i < rows; i += 64) {                                                                        \
            size_t end = rows - i < 64 ? rows - i : 64;                                                                \
            uint64_t word = 0;                                                                                         \
            for (size_t k = 0; k < end; k++) word |= (uint64_t)table[codes[i + k]] << k;                               \
            out[i >> 6] = word;                                                                                        \
        }                                                                                                              \
    }

KITH_LOOKUP(u8, uint8_t)
KITH_LOOKUP(u16, uint16_t)
