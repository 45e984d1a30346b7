#include "Dispatch.h"
#include "Hash.h"

// 20 bits of the hash for the filter, the others for the slot.
static inline size_t filter_bit(uint64_t hash) { return (size_t)(hash >> 44); }

void kith_terms_filter(const uint8_t *bytes, const uint32_t *offsets, size_t count, uint64_t *filter) {
    for (size_t term = 0; term < count; term++) {
        size_t bit = filter_bit(hash(bytes + offsets[term], offsets[term + 1] - 1 - offsets[term]));
        filter[bit >> 6] |= 1ull << (bit & 63);
    }
}

void kith_terms_enter(uint32_t *slots, size_t slots_count, const uint8_t *bytes, const uint32_t *offsets,
                      uint32_t term) {
    uint64_t code = hash(bytes + offsets[term], offsets[term + 1] - 1 - offsets[term]);
    size_t slot = code & (slots_count - 1);
    while (slots[slot] != 0) slot = (slot + 1) & (slots_count - 1);
    slots[slot] = term + 1;
}

// A plain form of its own, so that loops have it inside.
static inline int64_t find(const struct kith_terms *terms, const uint8_t *bytes, size_t length) {
    uint64_t code = hash(bytes, length);
    if (terms->filter && !(terms->filter[filter_bit(code) >> 6] >> (filter_bit(code) & 63) & 1)) return -1;
    for (size_t slot = code & (terms->slots_count - 1);; slot = (slot + 1) & (terms->slots_count - 1)) {
        if (terms->slots[slot] == 0) return -1;
        uint32_t term = terms->slots[slot] - 1;
        if (terms->offsets[term + 1] - 1 - terms->offsets[term] == length &&
            memcmp(terms->bytes + terms->offsets[term], bytes, length) == 0) {
            return term;
        }
    }
}

int64_t kith_terms_find(const struct kith_terms *terms, const uint8_t *bytes, size_t length) {
    return find(terms, bytes, length);
}

void kith_terms_rows(const struct kith_terms *terms, const uint8_t *bytes, const uint32_t *offsets, size_t rows,
                     const uint64_t *mask, uint8_t *found, uint64_t *out) {
    for (size_t i = 0; i < (rows + 63) / 64; i++) {
        uint64_t rest = mask[i], word = 0;
        while (rest) {
            size_t row = i * 64 + (size_t)__builtin_ctzll(rest);
            int64_t term = find(terms, bytes + offsets[row], offsets[row + 1] - 1 - offsets[row]);
            if (term >= 0) {
                word |= rest & -rest;
                if (found) found[term] = 1;
            }
            rest &= rest - 1;
        }
        out[i] = word;
    }
}

int kith_window(size_t length) {
    return length >= 16 ? 0 : length >= 8 ? 1 : length >= 4 ? 2 : length >= 2 ? 3 : 4;
}

static inline uint32_t slot(uint64_t first, uint64_t second, int window) {
    static const uint64_t masks[KITH_WINDOWS] = {~0ull, ~0ull, 0xFFFFFFFFull, 0xFFFFull, 0xFFull};
    uint64_t shown = first & masks[window];
    if (window == 0) shown ^= second * 0x9E3779B97F4A7C15ull;
    shown *= 0xFF51AFD7ED558CCDull;
    shown ^= shown >> 32;
    return (uint32_t)(shown * 0xC4CEB9FE1A85EC53ull >> 44);
}

// The first byte is the lowest of a word, as on all machines that this runs on.
uint32_t kith_window_slot(const uint8_t *bytes, int window) { return slot(load64(bytes), load64(bytes + 8), window); }

void kith_needles_rows(const struct kith_needles *needles, const uint8_t *bytes, const uint32_t *offsets, size_t rows,
                       const uint64_t *mask, uint8_t *found, uint64_t *out) {
    memset(out, 0, (rows + 63) / 64 * 8);
    for (size_t row = 0; row < rows; row++) {
        if (!(mask[row >> 6] >> (row & 63) & 1)) continue;
        size_t end = offsets[row + 1] - 1;
        for (size_t at = offsets[row]; at < end; at++) {
            uint64_t first = load64(bytes + at), second = load64(bytes + at + 8);
            for (int window = 0; window < KITH_WINDOWS; window++) {
                if (!needles->heads[window]) continue;
                uint32_t place = slot(first, second, window);
                if (!(needles->filters[window][place >> 6] >> (place & 63) & 1)) continue;
                for (uint32_t node = needles->heads[window][place]; node; node = needles->next[node]) {
                    size_t length = needles->lengths[node];
                    if (at + length > end) continue;
                    int64_t term = find(&needles->terms, bytes + at, length);
                    if (term < 0) continue;
                    found[term] = 1;
                    out[row >> 6] |= 1ull << (row & 63);
                }
            }
        }
    }
}
