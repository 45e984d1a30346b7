#!/usr/bin/env python3
"""Edits contacts from all over the list, so many a second, until it is ended; then says how many it really did.

    changer.py PORT SECRET PER_SECOND

Four connections, plain sockets: the load should be the server's, not this program's.
"""
import http.client
import json
import random
import signal
import socket
import sys
import threading
import time

CONNECTIONS = 4
PORT, SECRET, PER_SECOND = int(sys.argv[1]), sys.argv[2], float(sys.argv[3])
BEGUN = time.time_ns()
done = [0] * CONNECTIONS
refused = [0] * CONNECTIONS


def some_ids(count=5_000):
    """Returns the ids of contacts in a random order."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT)
    headers = {"Authorization": f"Bearer {SECRET}", "Content-Type": "application/json"}
    ids, cursor = [], None
    while len(ids) < count:
        question = {"sort": "email", "limit": 500, "count": False} | ({"cursor": cursor} if cursor else {})
        connection.request("POST", "/api/v1/contacts/search", json.dumps(question), headers)
        answer = json.loads(connection.getresponse().read())
        ids += [contact["id"] for contact in answer["contacts"]]
        cursor = answer["next"]
        if not cursor:
            break
    random.Random(1).shuffle(ids)
    return ids


def read_answer(reader):
    """Returns the status of one answer, and reads it to its end."""
    status = int(reader.readline().split()[1])
    length = 0
    while (line := reader.readline()) not in (b"\r\n", b""):
        if line.lower().startswith(b"content-length:"):
            length = int(line.split(b":")[1])
    reader.read(length)
    return status


def edit(number, ids):
    """Edits one contact after the other on one connection, at its share of the pace."""
    connection = socket.create_connection(("127.0.0.1", PORT))
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    reader = connection.makefile("rb")
    pause = CONNECTIONS / PER_SECOND
    due = time.perf_counter()
    for step in range(1 << 60):
        # Different at each run: what is there already is no edit.
        body = b'{"profile":{"jobTitle":"T%d of %d"}}' % (step, BEGUN)
        head = (f"PATCH /api/v1/contacts/{ids[step % len(ids)]} HTTP/1.1\r\nHost: x\r\n"
                f"Authorization: Bearer {SECRET}\r\nContent-Type: application/json\r\n"
                f"Content-Length: {len(body)}\r\n\r\n")
        connection.sendall(head.encode() + body)
        if read_answer(reader) == 200:
            done[number] += 1
        else:
            refused[number] += 1
        due += pause
        time.sleep(max(0, due - time.perf_counter()))


def main():
    # Before any thread: all of them leave the signals to the wait below.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
    ids = some_ids()
    start = time.perf_counter()
    for number in range(CONNECTIONS):
        share = ids[number::CONNECTIONS]
        threading.Thread(target=edit, args=(number, share), daemon=True).start()
    signal.sigwait({signal.SIGTERM, signal.SIGINT})
    seconds = time.perf_counter() - start
    print(f"{sum(done) / seconds:,.0f} changes a second for {seconds:.0f} s, refused {sum(refused)}", file=sys.stderr)


if __name__ == "__main__":
    main()
