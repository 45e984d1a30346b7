#ifndef KITH_CPICTURE_H
#define KITH_CPICTURE_H

#include <stddef.h>
#include <stdint.h>

enum KithPictureStatus {
    KITH_PICTURE_FINE = 0,
    // Not a whole file of its format: cut off, or with something else in it.
    KITH_PICTURE_DAMAGED,
    // More pixels than allowed, or more memory than they should need.
    KITH_PICTURE_TOO_LARGE,
};

struct KithPicture {
    uint32_t width, height;
    // Row by row, each 0xAARRGGBB, not premultiplied. Whoever reads a picture frees it.
    uint32_t *pixels;
};

struct KithPictureLimits {
    // By what the head of the file says, before anything of it is decoded.
    uint64_t most_pixels;
    // Photos (JPEG, WebP) come at a half, a quarter or an eighth of their size while both sides stay this long.
    uint32_t enough;
};

/// Decodes a file of one format, of an animation the first picture. Each may be called from any thread.
///
/// Where it fails `picture` holds nothing.
enum KithPictureStatus kith_picture_read_jpeg(
    const uint8_t *bytes, size_t length, struct KithPictureLimits limits, struct KithPicture *picture);
enum KithPictureStatus kith_picture_read_png(
    const uint8_t *bytes, size_t length, struct KithPictureLimits limits, struct KithPicture *picture);
enum KithPictureStatus kith_picture_read_gif(
    const uint8_t *bytes, size_t length, struct KithPictureLimits limits, struct KithPicture *picture);
enum KithPictureStatus kith_picture_read_webp(
    const uint8_t *bytes, size_t length, struct KithPictureLimits limits, struct KithPicture *picture);

void kith_picture_free(struct KithPicture *picture);

/// Makes the centred square of a picture, of at most `side` by `side` pixels, turned as EXIF's orientation says (1 to 8).
///
/// The pixels of `picture` are used up. Returns false where there is no memory.
_Bool kith_picture_square(struct KithPicture *picture, uint32_t side, int orientation, struct KithPicture *square);

/// Encodes a picture as WebP without anything beside the pixels; null where that fails.
///
/// The caller frees the bytes by `kith_picture_free_bytes`.
uint8_t *kith_picture_webp(const struct KithPicture *picture, size_t *length);
void kith_picture_free_bytes(uint8_t *bytes);

#endif
