#include "Dispatch.h"
#include <string.h>

// Eight passes over a byte each, from the last to the first; a byte that all keys share is left out.
void kith_sort(uint64_t *keys, uint32_t *rows, size_t count, uint64_t *spare_keys, uint32_t *spare_rows) {
    static const size_t bytes = 8;
    size_t counts[8][256];
    memset(counts, 0, sizeof counts);
    for (size_t i = 0; i < count; i++) {
        for (size_t b = 0; b < bytes; b++) counts[b][keys[i] >> (8 * b) & 255]++;
    }
    uint64_t *from_keys = keys, *to_keys = spare_keys;
    uint32_t *from_rows = rows, *to_rows = spare_rows;
    for (size_t b = 0; b < bytes; b++) {
        if (count == 0 || counts[b][keys[0] >> (8 * b) & 255] == count) continue;
        size_t place = 0;
        for (size_t v = 0; v < 256; v++) {
            size_t here = counts[b][v];
            counts[b][v] = place;
            place += here;
        }
        for (size_t i = 0; i < count; i++) {
            size_t to = counts[b][from_keys[i] >> (8 * b) & 255]++;
            to_keys[to] = from_keys[i];
            to_rows[to] = from_rows[i];
        }
        uint64_t *k = from_keys;
        uint32_t *r = from_rows;
        from_keys = to_keys;
        from_rows = to_rows;
        to_keys = k;
        to_rows = r;
    }
    if (from_keys != keys) {
        memcpy(keys, from_keys, count * sizeof *keys);
        memcpy(rows, from_rows, count * sizeof *rows);
    }
}
