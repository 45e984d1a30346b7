#include "picture.h"

#include <webp/decode.h>
#include <webp/demux.h>
#include <webp/encode.h>

// Of 100. At this size a step up costs a few kilobytes, and shows in drawings.
static const float quality = 90;

static enum KithPictureStatus decode(
    const WebPIterator *frame, struct KithPictureLimits limits, struct KithPicture *picture
) {
    WebPDecoderConfig config;
    if (!WebPInitDecoderConfig(&config)) return KITH_PICTURE_DAMAGED;
    if (WebPGetFeatures(frame->fragment.bytes, frame->fragment.size, &config.input) != VP8_STATUS_OK) {
        return KITH_PICTURE_DAMAGED;
    }
    uint32_t width = (uint32_t)config.input.width, height = (uint32_t)config.input.height;
    enum KithPictureStatus size = kith_picture_check(width, height, limits);
    if (size != KITH_PICTURE_FINE) return size;
    uint32_t divisor = kith_picture_divisor(width, height, limits);
    width /= divisor;
    height /= divisor;
    if (!kith_picture_allocate(picture, width, height)) return KITH_PICTURE_TOO_LARGE;
    config.options.use_scaling = divisor > 1;
    config.options.scaled_width = (int)width;
    config.options.scaled_height = (int)height;
    config.output.colorspace = MODE_BGRA;
    config.output.is_external_memory = 1;
    config.output.u.RGBA.rgba = (uint8_t *)picture->pixels;
    config.output.u.RGBA.stride = (int)(width * sizeof(uint32_t));
    config.output.u.RGBA.size = (size_t)width * height * sizeof(uint32_t);
    VP8StatusCode code = WebPDecode(frame->fragment.bytes, frame->fragment.size, &config);
    if (code == VP8_STATUS_OUT_OF_MEMORY) return KITH_PICTURE_TOO_LARGE;
    return code == VP8_STATUS_OK ? KITH_PICTURE_FINE : KITH_PICTURE_DAMAGED;
}

enum KithPictureStatus kith_picture_read_webp(
    const uint8_t *bytes, size_t length, struct KithPictureLimits limits, struct KithPicture *picture
) {
    picture->pixels = NULL;
    WebPData data = {bytes, length};
    // Null for a file that is not all there.
    WebPDemuxer *file = WebPDemux(&data);
    if (file == NULL) return KITH_PICTURE_DAMAGED;
    enum KithPictureStatus status = KITH_PICTURE_DAMAGED;
    WebPIterator frame;
    if (WebPDemuxGetFrame(file, 1, &frame)) {
        status = decode(&frame, limits, picture);
        WebPDemuxReleaseIterator(&frame);
    }
    WebPDemuxDelete(file);
    if (status != KITH_PICTURE_FINE) kith_picture_free(picture);
    return status;
}

/// A picture of the library's that borrows our pixels.
static bool borrow(const struct KithPicture *picture, WebPPicture *borrowed) {
    if (!WebPPictureInit(borrowed)) return false;
    borrowed->use_argb = 1;
    borrowed->width = (int)picture->width;
    borrowed->height = (int)picture->height;
    borrowed->argb = picture->pixels;
    borrowed->argb_stride = (int)picture->width;
    return true;
}

/// Copies a square into one of its size, turned so that what the camera held aslant stands upright.
static void turn(const WebPPicture *from, int orientation, struct KithPicture *to) {
    uint32_t last = to->width - 1;
    bool is_mirrored = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    bool is_upside_down = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    for (uint32_t y = 0; y <= last; y++) {
        for (uint32_t x = 0; x <= last; x++) {
            uint32_t column = orientation >= 5 ? y : x, row = orientation >= 5 ? x : y;
            if (is_mirrored) column = last - column;
            if (is_upside_down) row = last - row;
            to->pixels[y * to->width + x] = from->argb[row * (uint32_t)from->argb_stride + column];
        }
    }
}

_Bool kith_picture_square(struct KithPicture *picture, uint32_t side, int orientation, struct KithPicture *square) {
    square->pixels = NULL;
    uint32_t edge = picture->width < picture->height ? picture->width : picture->height;
    WebPPicture whole, middle;
    if (!borrow(picture, &whole)) return false;
    int left = (int)(picture->width - edge) / 2, top = (int)(picture->height - edge) / 2;
    if (!WebPPictureView(&whole, left, top, (int)edge, (int)edge, &middle)) return false;
    // Averages all pixels that become one, by how opaque each is.
    bool is_fine = edge <= side || WebPPictureRescale(&middle, (int)side, (int)side);
    if (is_fine) is_fine = kith_picture_allocate(square, (uint32_t)middle.width, (uint32_t)middle.height);
    if (is_fine) turn(&middle, orientation, square);
    WebPPictureFree(&middle);
    return is_fine;
}

uint8_t *kith_picture_webp(const struct KithPicture *picture, size_t *length) {
    WebPConfig config;
    WebPPicture encoded;
    if (!WebPConfigPreset(&config, WEBP_PRESET_PICTURE, quality) || !borrow(picture, &encoded)) return NULL;
    // Thin coloured lines, as logos have them, stay sharp.
    config.use_sharp_yuv = 1;
    WebPMemoryWriter writer;
    WebPMemoryWriterInit(&writer);
    encoded.writer = WebPMemoryWrite;
    encoded.custom_ptr = &writer;
    bool is_fine = WebPEncode(&config, &encoded);
    WebPPictureFree(&encoded);
    if (!is_fine) {
        WebPMemoryWriterClear(&writer);
        return NULL;
    }
    *length = writer.size;
    return writer.mem;
}

void kith_picture_free_bytes(uint8_t *bytes) {
    WebPFree(bytes);
}
