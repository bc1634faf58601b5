"""The real window, which first tells the test its process id: real_window.py PORT OPTIONS."""

import json
import os
import socket
import sys

test = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
test.sendall(json.dumps({"pid": os.getpid(), "options": sys.argv[2:]}).encode() + b"\n")
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.execv(sys.executable, [sys.executable, "-m", "ui.app", *sys.argv[2:]])  # noqa: S606
