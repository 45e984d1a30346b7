#ifndef KITH_ROSTER_KERNELS_H
#define KITH_ROSTER_KERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Loops over contiguous memory that answer filters. Rows are bits of 64-bit words, the first row is the lowest bit;
// bits beyond the last row are written as 0. Each loop has a form for AVX2, chosen when it runs, and a plain one.

// Words

/// Counts the bits that are set.
size_t kith_count(const uint64_t *words, size_t count);
/// Counts the bits that are set in both.
size_t kith_count_both(const uint64_t *left, const uint64_t *right, size_t count);
/// Whether a bit is set.
bool kith_any(const uint64_t *words, size_t count);
/// into &= other
void kith_and(uint64_t *into, const uint64_t *other, size_t count);
/// into &= ~other
void kith_and_not(uint64_t *into, const uint64_t *other, size_t count);
/// into |= other
void kith_or(uint64_t *into, const uint64_t *other, size_t count);
/// Writes the places of the bits that are set, counted from `first`; there must be room for all. Returns their number.
size_t kith_places(const uint64_t *words, size_t count, uint32_t first, uint32_t *out);
/// Writes, for each place of a permutation, whether its row is set.
void kith_permuted(const uint64_t *words, const uint32_t *rows, size_t count, uint64_t *out);

/// Sorts rows by their keys, ascending; rows of one key keep their order. The spares hold as many.
void kith_sort(uint64_t *keys, uint32_t *rows, size_t count, uint64_t *spare_keys, uint32_t *spare_rows);

// Ranges: the rows whose value lies between two, both included. A NaN lies nowhere.

void kith_range_u8(const uint8_t *values, size_t rows, uint8_t low, uint8_t high, uint64_t *out);
void kith_range_u16(const uint16_t *values, size_t rows, uint16_t low, uint16_t high, uint64_t *out);
void kith_range_i32(const int32_t *values, size_t rows, int32_t low, int32_t high, uint64_t *out);
void kith_range_i64(const int64_t *values, size_t rows, int64_t low, int64_t high, uint64_t *out);
void kith_range_f64(const double *values, size_t rows, double low, double high, uint64_t *out);

// Codes: the rows whose code has a 1 in a table, which has a byte for every code that there is.

void kith_lookup_u8(const uint8_t *codes, size_t rows, const uint8_t *table, uint64_t *out);
void kith_lookup_u16(const uint16_t *codes, size_t rows, const uint8_t *table, uint64_t *out);

// Text: rows stand one after the other in an arena, each followed by 0xFF, and one 0xFF before the first.
// Row r is at offsets[r] ..< offsets[r + 1] - 1.

/// Returns where a needle of at least one byte first stands at or after `from`, or `length` where it does not.
size_t kith_find(const uint8_t *bytes, size_t length, size_t from, const uint8_t *needle, size_t needle_length);
/// Writes the rows in which the needle stands. It may begin and end with 0xFF, to stand for the edges of a text.
void kith_find_rows(const uint8_t *bytes, const uint32_t *offsets, size_t rows, const uint8_t *needle,
                    size_t needle_length, uint64_t *out);
/// Leaves those of the rows that are set in which the needle stands; for few rows.
void kith_find_in_rows(const uint8_t *bytes, const uint32_t *offsets, size_t rows, const uint8_t *needle,
                       size_t needle_length, uint64_t *rows_set);

/// Compares by bytes: below 0 where the left text comes first, 0 where they are equal. Empty ones may be null.
int kith_compare(const uint8_t *left, size_t left_length, const uint8_t *right, size_t right_length);

/// A hash of bytes, the same everywhere.
uint64_t kith_hash(const uint8_t *bytes, size_t length);

/// A checksum of much memory, about as fast as it can be read; the same everywhere. Finds damage, not intent.
uint64_t kith_checksum(const uint8_t *bytes, size_t length);

// Many texts at once

/// A set of texts to look others up in: open addressing over their hashes, with a filter of bits before it.
struct kith_terms {
    /// An arena of texts, as above.
    const uint8_t *bytes;
    const uint32_t *offsets;
    /// The slots hold a text's number + 1, or 0; their number is a power of two, above that of the texts.
    const uint32_t *slots;
    size_t slots_count;
    /// A bit for each value of 20 bits of a hash that a text has, or null.
    const uint64_t *filter;
};

enum { KITH_TERMS_FILTER_WORDS = 1 << 14 };

/// Enters a text into the slots, which do not have it yet.
void kith_terms_enter(uint32_t *slots, size_t slots_count, const uint8_t *bytes, const uint32_t *offsets,
                      uint32_t term);
/// Sets the bits of so many texts in a filter, which has KITH_TERMS_FILTER_WORDS words of zeros.
void kith_terms_filter(const uint8_t *bytes, const uint32_t *offsets, size_t count, uint64_t *filter);
/// Returns the number of the text that equals these bytes, or -1.
int64_t kith_terms_find(const struct kith_terms *terms, const uint8_t *bytes, size_t length);
/// Writes the rows that are one of the texts, of those that are set in `mask`; marks the texts found with a 1, unless
/// `found` is null.
void kith_terms_rows(const struct kith_terms *terms, const uint8_t *bytes, const uint32_t *offsets, size_t rows,
                     const uint64_t *mask, uint8_t *found, uint64_t *out);

enum { KITH_WINDOWS = 5, KITH_WINDOW_SLOTS = 1 << 20 };

/// What finds many texts within others: for the first bytes of each, in windows of 16, 8, 4, 2 and 1 bytes, the
/// lengths of the texts that begin so.
struct kith_needles {
    struct kith_terms terms;
    /// For each window KITH_WINDOW_SLOTS numbers of nodes, or null where no text has it; 0 is none.
    const uint32_t *heads[KITH_WINDOWS];
    /// For each window a bit for each slot that has nodes.
    const uint64_t *filters[KITH_WINDOWS];
    /// Of each node the length, and the next node.
    const uint32_t *lengths;
    const uint32_t *next;
};

/// The widest window that a text of a length fills.
int kith_window(size_t length);
/// The slot of the bytes that a window shows; sixteen must be readable.
uint32_t kith_window_slot(const uint8_t *bytes, int window);
/// Writes the rows, of those in the mask, in which one of the texts stands; marks all texts that are found.
/// Sixteen bytes behind the last row must be readable.
void kith_needles_rows(const struct kith_needles *needles, const uint8_t *bytes, const uint32_t *offsets, size_t rows,
                       const uint64_t *mask, uint8_t *found, uint64_t *out);

#endif
