// Which form of a loop runs.

#ifndef KITH_DISPATCH_H
#define KITH_DISPATCH_H

#include "RosterKernels.h"

#if defined(__x86_64__)
#include <immintrin.h>
#define KITH_AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt,lzcnt")))

static inline bool kith_has_avx2(void) {
    // The compiler's own table, filled before main: one load.
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt");
}
#endif

#endif
