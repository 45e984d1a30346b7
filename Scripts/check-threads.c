// Tells the thread sanitizer of the locking of Swift's Mutex, of which it sees only what is inlined into our own code:
// where two threads meet, the standard library locks, which was not built with it. Loaded before that library.
//
// Should the library ever name these functions otherwise, the sanitizer reports what is right, and not the reverse.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>

#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"
#define METHOD __attribute__((swiftcall)) void
#define SELF __attribute__((swift_context)) void *mutex

void __tsan_acquire(void *address);
void __tsan_release(void *address);

METHOD lock(uint32_t thread, SELF) __asm__(LOCK);
METHOD unlock(SELF) __asm__(UNLOCK);

METHOD lock(uint32_t thread, SELF) {
    ((METHOD(*)(uint32_t, SELF))dlsym(RTLD_NEXT, LOCK))(thread, mutex);
    __tsan_acquire(mutex);
}

METHOD unlock(SELF) {
    __tsan_release(mutex);
    ((METHOD(*)(SELF))dlsym(RTLD_NEXT, UNLOCK))(mutex);
}
