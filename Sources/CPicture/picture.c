#include "picture.h"

#include <stdlib.h>

enum KithPictureStatus kith_picture_check(uint64_t width, uint64_t height, struct KithPictureLimits limits) {
    if (width == 0 || height == 0) return KITH_PICTURE_DAMAGED;
    // No format has sides of more than 32 bits, so that the product fits.
    return width * height > limits.most_pixels ? KITH_PICTURE_TOO_LARGE : KITH_PICTURE_FINE;
}

uint32_t kith_picture_divisor(uint32_t width, uint32_t height, struct KithPictureLimits limits) {
    uint32_t shorter = width < height ? width : height, divisor = 8;
    while (divisor > 1 && shorter / divisor < limits.enough) divisor /= 2;
    return divisor;
}

bool kith_picture_allocate(struct KithPicture *picture, uint32_t width, uint32_t height) {
    picture->width = width;
    picture->height = height;
    picture->pixels = calloc((size_t)width * height, sizeof(uint32_t));
    return picture->pixels != NULL;
}

void kith_picture_free(struct KithPicture *picture) {
    free(picture->pixels);
    picture->pixels = NULL;
}
