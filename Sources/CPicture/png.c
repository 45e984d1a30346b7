#include "picture.h"

#include <png.h>
#include <string.h>

enum KithPictureStatus kith_picture_read_png(
    const uint8_t *bytes, size_t length, struct KithPictureLimits limits, struct KithPicture *picture
) {
    picture->pixels = NULL;
    png_image image;
    memset(&image, 0, sizeof image);
    image.version = PNG_IMAGE_VERSION;
    if (!png_image_begin_read_from_memory(&image, bytes, length)) return KITH_PICTURE_DAMAGED;
    enum KithPictureStatus status = kith_picture_check(image.width, image.height, limits);
    if (status == KITH_PICTURE_FINE && !kith_picture_allocate(picture, image.width, image.height)) {
        status = KITH_PICTURE_TOO_LARGE;
    }
    if (status != KITH_PICTURE_FINE) {
        png_image_free(&image);
        return status;
    }
    image.format = PNG_FORMAT_BGRA;
    // Otherwise one of 16 bits that says nothing of its brightness would be taken for linear, and come out pale.
    image.flags |= PNG_IMAGE_FLAG_16BIT_sRGB;
    // Frees what it holds of the image, also where it fails.
    if (!png_image_finish_read(&image, NULL, picture->pixels, 0, NULL)) {
        kith_picture_free(picture);
        return KITH_PICTURE_DAMAGED;
    }
    return KITH_PICTURE_FINE;
}
