#include "picture.h"

#include <gif_lib.h>
#include <stdlib.h>
#include <string.h>

struct source {
    const uint8_t *bytes;
    size_t rest;
};

static int take(GifFileType *gif, GifByteType *bytes, int count) {
    struct source *source = gif->UserData;
    size_t taken = (size_t)count < source->rest ? (size_t)count : source->rest;
    memcpy(bytes, source->bytes, taken);
    source->bytes += taken;
    source->rest -= taken;
    return (int)taken;
}

/// Goes on to the first picture; returns the colour that is transparent in it, or -1. False where there is no picture.
static bool find(GifFileType *gif, int *transparent) {
    *transparent = -1;
    for (;;) {
        GifRecordType type;
        if (DGifGetRecordType(gif, &type) == GIF_ERROR) return false;
        if (type == IMAGE_DESC_RECORD_TYPE) return DGifGetImageDesc(gif) != GIF_ERROR;
        if (type != EXTENSION_RECORD_TYPE) return false;
        int code;
        GifByteType *block;
        if (DGifGetExtension(gif, &code, &block) == GIF_ERROR) return false;
        while (block != NULL) {
            GraphicsControlBlock control;
            // The first byte of a block is its length.
            if (code == GRAPHICS_EXT_FUNC_CODE && DGifExtensionToGCB(block[0], block + 1, &control) != GIF_ERROR) {
                *transparent = control.TransparentColor;
            }
            if (DGifGetExtensionNext(gif, &block) == GIF_ERROR) return false;
        }
    }
}

static bool read_row(GifFileType *gif, GifPixelType *row, uint32_t *pixels, int transparent) {
    const ColorMapObject *colors = gif->Image.ColorMap != NULL ? gif->Image.ColorMap : gif->SColorMap;
    if (DGifGetLine(gif, row, gif->Image.Width) == GIF_ERROR) return false;
    for (int x = 0; x < gif->Image.Width; x++) {
        if (row[x] == transparent || row[x] >= colors->ColorCount) continue;
        GifColorType color = colors->Colors[row[x]];
        pixels[x] = 0xFF000000u | (uint32_t)color.Red << 16 | (uint32_t)color.Green << 8 | color.Blue;
    }
    return true;
}

static bool read_rows(GifFileType *gif, struct KithPicture *picture, int transparent) {
    static const int starts[] = {0, 4, 2, 1}, steps[] = {8, 8, 4, 2};
    GifPixelType *row = malloc((size_t)gif->Image.Width);
    bool is_fine = row != NULL;
    int passes = gif->Image.Interlace ? 4 : 1;
    for (int pass = 0; is_fine && pass < passes; pass++) {
        int step = passes == 1 ? 1 : steps[pass];
        for (int y = starts[pass]; is_fine && y < gif->Image.Height; y += step) {
            size_t place = (size_t)(gif->Image.Top + y) * picture->width + (size_t)gif->Image.Left;
            is_fine = read_row(gif, row, picture->pixels + place, transparent);
        }
    }
    free(row);
    return is_fine;
}

static enum KithPictureStatus decode(GifFileType *gif, struct KithPictureLimits limits, struct KithPicture *picture) {
    int transparent;
    if (!find(gif, &transparent)) return KITH_PICTURE_DAMAGED;
    const GifImageDesc *image = &gif->Image;
    if (image->Width == 0 || image->Height == 0) return KITH_PICTURE_DAMAGED;
    if (image->ColorMap == NULL && gif->SColorMap == NULL) return KITH_PICTURE_DAMAGED;
    // Some files name a screen that their picture does not fit on; browsers make it larger, too.
    int right = image->Left + image->Width, bottom = image->Top + image->Height;
    uint32_t width = (uint32_t)(gif->SWidth > right ? gif->SWidth : right);
    uint32_t height = (uint32_t)(gif->SHeight > bottom ? gif->SHeight : bottom);
    enum KithPictureStatus size = kith_picture_check(width, height, limits);
    if (size != KITH_PICTURE_FINE) return size;
    if (!kith_picture_allocate(picture, width, height)) return KITH_PICTURE_TOO_LARGE;
    return read_rows(gif, picture, transparent) ? KITH_PICTURE_FINE : KITH_PICTURE_DAMAGED;
}

enum KithPictureStatus kith_picture_read_gif(
    const uint8_t *bytes, size_t length, struct KithPictureLimits limits, struct KithPicture *picture
) {
    picture->pixels = NULL;
    struct source source = {bytes, length};
    GifFileType *gif = DGifOpen(&source, take, NULL);
    if (gif == NULL) return KITH_PICTURE_DAMAGED;
    enum KithPictureStatus status = decode(gif, limits, picture);
    DGifCloseFile(gif, NULL);
    if (status != KITH_PICTURE_FINE) kith_picture_free(picture);
    return status;
}
