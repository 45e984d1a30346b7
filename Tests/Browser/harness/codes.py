"""An app for codes, as managers have it on their telephones (RFC 6238)."""
import base64
import hashlib
import hmac
import struct
import time

SECONDS = 30


def code(secret, steps=0):
    """The code of this moment, or of so many steps later."""
    counter = struct.pack(">Q", int(time.time()) // SECONDS + steps)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start:start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"
