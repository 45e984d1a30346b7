#ifndef KITH_PICTURE_H
#define KITH_PICTURE_H

#include "CPicture.h"

#include <stdbool.h>

// Decoders write bytes in the order blue, green, red, alpha: a pixel as the header of this target describes it.
_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "pixels are read as numbers of the other byte order");

/// Says whether a picture of this size may be decoded.
enum KithPictureStatus kith_picture_check(uint64_t width, uint64_t height, struct KithPictureLimits limits);

/// How many times smaller it can be decoded while both sides stay long enough: 1, 2, 4 or 8.
uint32_t kith_picture_divisor(uint32_t width, uint32_t height, struct KithPictureLimits limits);

/// Takes memory for the pixels, all of them transparent. False where there is none.
bool kith_picture_allocate(struct KithPicture *picture, uint32_t width, uint32_t height);

#endif
