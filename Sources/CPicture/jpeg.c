#include "picture.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>

#include <jerror.h>

// A progressive file of many scans takes long to decode, however small it is; cameras and programs make about ten.
enum { most_scans = 100 };
// What the library keeps of a progressive file: enough for 40 megapixels as cameras store them.
static const long most_memory = 128L << 20;

struct reading {
    struct jpeg_decompress_struct info;
    struct jpeg_error_mgr errors;
    struct jpeg_progress_mgr progress;
    jmp_buf end;
    enum KithPictureStatus status;
    // A row of CMYK, which the library does not convert.
    JSAMPLE *row;
};

static void stop(struct reading *reading, enum KithPictureStatus status) {
    reading->status = status;
    longjmp(reading->end, 1);
}

static void fail(j_common_ptr info) {
    struct reading *reading = info->client_data;
    int code = info->err->msg_code;
    bool is_memory = code == JERR_OUT_OF_MEMORY || code == JERR_NO_BACKING_STORE;
    stop(reading, is_memory ? KITH_PICTURE_TOO_LARGE : KITH_PICTURE_DAMAGED);
}

/// Lets those faults pass that show in no pixel and that files of well-known cameras have.
static void warn(j_common_ptr info, int level) {
    if (level >= 0) return;
    switch (info->err->msg_code) {
    case JWRN_ADOBE_XFORM:
    case JWRN_BOGUS_ICC:
    case JWRN_EXTRANEOUS_DATA:
    case JWRN_JFIF_MAJOR:
    case JWRN_TOO_MUCH_DATA:
        return;
    default:
        stop(info->client_data, KITH_PICTURE_DAMAGED);
    }
}

static void say_nothing(j_common_ptr info) {}

static void count_scans(j_common_ptr info) {
    struct reading *reading = info->client_data;
    if (reading->info.input_scan_number > most_scans) stop(reading, KITH_PICTURE_TOO_LARGE);
}

/// Adobe's programs store these inverted, and all others followed them.
static void convert(const JSAMPLE *cmyk, uint32_t *pixels, uint32_t width, bool is_inverted) {
    for (uint32_t x = 0; x < width; x++, cmyk += 4) {
        uint32_t light[4];
        for (int part = 0; part < 4; part++) light[part] = is_inverted ? cmyk[part] : 255u - cmyk[part];
        uint32_t red = light[0] * light[3] / 255, green = light[1] * light[3] / 255, blue = light[2] * light[3] / 255;
        pixels[x] = 0xFF000000u | red << 16 | green << 8 | blue;
    }
}

static void decode(
    struct reading *reading, const uint8_t *bytes, size_t length, struct KithPictureLimits limits,
    struct KithPicture *picture
) {
    struct jpeg_decompress_struct *info = &reading->info;
    jpeg_mem_src(info, bytes, length);
    jpeg_read_header(info, TRUE);
    enum KithPictureStatus size = kith_picture_check(info->image_width, info->image_height, limits);
    if (size != KITH_PICTURE_FINE) stop(reading, size);
    bool is_cmyk = info->jpeg_color_space == JCS_CMYK || info->jpeg_color_space == JCS_YCCK;
    info->out_color_space = is_cmyk ? JCS_CMYK : JCS_EXT_BGRA;
    info->scale_num = 1;
    info->scale_denom = kith_picture_divisor(info->image_width, info->image_height, limits);
    jpeg_start_decompress(info);
    if (!kith_picture_allocate(picture, info->output_width, info->output_height)) {
        stop(reading, KITH_PICTURE_TOO_LARGE);
    }
    if (is_cmyk) {
        reading->row = malloc((size_t)picture->width * 4);
        if (reading->row == NULL) stop(reading, KITH_PICTURE_TOO_LARGE);
    }
    while (info->output_scanline < info->output_height) {
        uint32_t *pixels = picture->pixels + (size_t)info->output_scanline * picture->width;
        JSAMPROW row = is_cmyk ? reading->row : (JSAMPROW)pixels;
        jpeg_read_scanlines(info, &row, 1);
        if (is_cmyk) convert(row, pixels, picture->width, info->saw_Adobe_marker);
    }
    jpeg_finish_decompress(info);
}

enum KithPictureStatus kith_picture_read_jpeg(
    const uint8_t *bytes, size_t length, struct KithPictureLimits limits, struct KithPicture *picture
) {
    // Not on the stack, so that what changed before the jump is known after it.
    struct reading *reading = calloc(1, sizeof *reading);
    picture->pixels = NULL;
    if (reading == NULL) return KITH_PICTURE_TOO_LARGE;
    reading->info.err = jpeg_std_error(&reading->errors);
    reading->errors.error_exit = fail;
    reading->errors.emit_message = warn;
    reading->errors.output_message = say_nothing;
    reading->info.client_data = reading;
    if (setjmp(reading->end) == 0) {
        jpeg_create_decompress(&reading->info);
        reading->info.mem->max_memory_to_use = most_memory;
        reading->progress.progress_monitor = count_scans;
        reading->info.progress = &reading->progress;
        decode(reading, bytes, length, limits, picture);
    }
    enum KithPictureStatus status = reading->status;
    jpeg_destroy_decompress(&reading->info);
    free(reading->row);
    free(reading);
    if (status != KITH_PICTURE_FINE) kith_picture_free(picture);
    return status;
}
