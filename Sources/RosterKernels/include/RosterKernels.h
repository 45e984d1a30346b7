#ifndef KITH_ROSTER_KERNELS_H
#define KITH_ROSTER_KERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Counts the bits that are set.
size_t kith_count(const uint64_t *words, size_t count);

#endif
