"""A window process without a window: it does what the test tells it through a socket.

    python stand_in_window.py PORT --data FOLDER [--standby] [--language es]

It says to the test who it is and what it hears on stdin; the test answers
with {"say": {...}} to speak to the supervisor, {"exit": 75}, or {"hang": true}.
"""

import json
import os
import socket
import sys
import threading

test = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
hanging = threading.Event()


def tell(**what: object) -> None:
    test.sendall(json.dumps(what).encode() + b"\n")


def listen() -> None:
    for line in sys.stdin:
        tell(heard=json.loads(line))
    tell(heard=None)
    if not hanging.is_set():
        os._exit(75)


tell(pid=os.getpid(), options=sys.argv[2:])
threading.Thread(target=listen, daemon=True).start()
for line in test.makefile("r"):
    order = json.loads(line)
    if "say" in order:
        print("a library's chatter\n" + json.dumps(order["say"]), flush=True)
    elif "hang" in order:
        hanging.set()
        tell(hanging=True)
    elif "exit" in order:
        os._exit(order["exit"])
os._exit(1)
