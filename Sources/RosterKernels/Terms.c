#include "Dispatch.h"
#include <string.h>

// 20 bits of the hash for the filter, the others for the slot.
static inline size_t filter_bit(uint64_t hash) { return (size_t)(hash >> 44); }

void kith_terms_filter(const uint8_t *bytes, const uint32_t *offsets, size_t count, uint64_t *filter) {
    for (size_t term = 0; term < count; term++) {
        size_t bit = filter_bit(kith_hash(bytes + offsets[term], offsets[term + 1] - 1 - offsets[term]));
        filter[bit >> 6] |= 1ull << (bit & 63);
    }
}

uint32_t kith_terms_enter(uint32_t *slots, size_t slots_count, const uint8_t *bytes, const uint32_t *offsets,
                          uint32_t term) {
    size_t length = offsets[term + 1] - 1 - offsets[term];
    const uint8_t *text = bytes + offsets[term];
    uint64_t hash = kith_hash(text, length);
    for (size_t slot = hash & (slots_count - 1);; slot = (slot + 1) & (slots_count - 1)) {
        if (slots[slot] == 0) {
            slots[slot] = term + 1;
            return term;
        }
        uint32_t other = slots[slot] - 1;
        if (offsets[other + 1] - 1 - offsets[other] == length && memcmp(bytes + offsets[other], text, length) == 0) {
            return other;
        }
    }
}

int64_t kith_terms_find(const struct kith_terms *terms, const uint8_t *bytes, size_t length) {
    uint64_t hash = kith_hash(bytes, length);
    if (!(terms->filter[filter_bit(hash) >> 6] >> (filter_bit(hash) & 63) & 1)) return -1;
    for (size_t slot = hash & (terms->slots_count - 1);; slot = (slot + 1) & (terms->slots_count - 1)) {
        if (terms->slots[slot] == 0) return -1;
        uint32_t term = terms->slots[slot] - 1;
        if (terms->offsets[term + 1] - 1 - terms->offsets[term] == length &&
            memcmp(terms->bytes + terms->offsets[term], bytes, length) == 0) {
            return term;
        }
    }
}

void kith_terms_rows(const struct kith_terms *terms, const uint8_t *bytes, const uint32_t *offsets, size_t rows,
                     const uint64_t *mask, uint8_t *found, uint64_t *out) {
    for (size_t i = 0; i < (rows + 63) / 64; i++) {
        uint64_t rest = mask[i], word = 0;
        while (rest) {
            size_t row = i * 64 + (size_t)__builtin_ctzll(rest);
            int64_t term = kith_terms_find(terms, bytes + offsets[row], offsets[row + 1] - 1 - offsets[row]);
            if (term >= 0) {
                word |= rest & -rest;
                if (found) found[term] = 1;
            }
            rest &= rest - 1;
        }
        out[i] = word;
    }
}
