"""Files of pictures, and of what is none, for tests to upload."""
import base64
import struct
import time
import zlib

PATIENCE = 10


def png(red, green, blue, side=64):
    """A square of one colour."""
    rows = (b"\0" + bytes((red, green, blue)) * side) * side
    return claiming(side, side, zlib.compress(rows))


def claiming(width, height, pixels=zlib.compress(b"\0")):
    """A file that says to be so large, whatever is in it."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", pixels) + part(b"IEND", b"")


def part(name, content):
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def upload(name, content):
    """A file as Playwright's choosers take it."""
    return {"name": name, "mimeType": "image/png", "buffer": content}


# Drops a file on an element, as from a window of files.
DROP = """
([element, content]) => {
    const files = new DataTransfer();
    const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
    files.items.add(new File([bytes], "dropped.png", {type: "image/png"}));
    for (const name of ["dragover", "drop"]) {
        element.dispatchEvent(new DragEvent(name, {bubbles: true, cancelable: true, dataTransfer: files}));
    }
}
"""


def drop(page, locator, content):
    page.evaluate(DROP, [locator.element_handle(), base64.b64encode(content).decode()])


# The colour in the middle of a picture, as soon as it is there.
COLOUR = """
async (image) => {
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 1;
    const context = canvas.getContext("2d");
    const middle = image.naturalWidth / 2;
    context.drawImage(image, middle, middle, 1, 1, 0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3).map((part) => (part > 127 ? 1 : 0));
}
"""


def expect_colour(picture, wanted):
    """Waits until a picture on a page has a colour: red, green and blue, each 0 or 1."""
    end = time.monotonic() + PATIENCE
    found = None
    while found != wanted and time.monotonic() < end:
        found = tuple(picture.evaluate(COLOUR))
        time.sleep(0.05)
    assert found == wanted
