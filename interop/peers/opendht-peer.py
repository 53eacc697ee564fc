#!/usr/bin/python3
"""OpenDHT as a peer: its library by python3-opendht, and dhtnode where only that one can do it.

    opendht-peer.py BOOTSTRAP-PORT put KEY SIZE       puts a value of so many bytes, then ends
    opendht-peer.py BOOTSTRAP-PORT get KEY            tells the values at a key, then ends
    opendht-peer.py BOOTSTRAP-PORT listen KEY         tells the values that come, until it is ended
    opendht-peer.py BOOTSTRAP-PORT own KEY            the same with a key of its own: decrypts what is for it
    opendht-peer.py BOOTSTRAP-PORT sign KEY TEXT      puts a signed value, and stays
    opendht-peer.py BOOTSTRAP-PORT seal KEY ID TEXT   puts an encrypted value for that id, and stays

The node to begin with is at 127.0.0.1. The last two are dhtnode's commands. Events, one JSON object
a line on standard output: ready, put, value, done.
"""

import hashlib
import json
import re
import socket
import subprocess
import sys
import threading
import time

import opendht

BOOTSTRAP = ("127.0.0.1", sys.argv[1])
CONNECTING = 20
RETRIES = 10


def tell(event, **more):
    print(json.dumps({"event": event, **more}), flush=True)


def sample(size):
    return bytes(i % 251 for i in range(size))


def value(v):
    words = str(v)
    more = {"owner": str(v.owner)} if "signed" in words else {}
    tell("value", id=str(v.id), size=len(v.data), sha256=hashlib.sha256(v.data).hexdigest(),
         decrypted="decrypted" in words, **more)
    return True


def node(identity=None):
    runner = opendht.DhtRunner()
    config = opendht.DhtConfig()
    config.setRateLimit(-1, -1)
    runner.run(id=identity, ipv4="127.0.0.1", config=config)
    runner.bootstrap(*BOOTSTRAP)
    until = time.monotonic() + CONNECTING
    while "0 nodes" in runner.getRoutingTablesLog(socket.AF_INET) and time.monotonic() < until:
        time.sleep(0.1)
    return runner


def listen(runner, key, **ready):
    runner.listen(key, lambda v, expired: expired or value(v))
    tell("ready", **ready)
    threading.Event().wait()


def by_command(command, success):
    port = free_port()
    program = subprocess.Popen(
        ["dhtnode", "-i", "-p", str(port), "-b", ":".join(BOOTSTRAP)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    identity = ""
    done = threading.Event()
    for line in program.stdout:
        match = re.search("Public key ID ([0-9a-f]{40})", line)
        if match:
            identity = match.group(1)
            # It says nothing when it is connected, and a command that comes before that fails.
            threading.Thread(target=repeat, args=(program, command, done), daemon=True).start()
        if success in line and not done.is_set():
            done.set()
            tell("put", id=identity)
    sys.exit("dhtnode ended")


def repeat(program, command, done):
    for _ in range(RETRIES):
        if done.wait(2):
            return
        program.stdin.write(command + "\n")
        program.stdin.flush()


def free_port():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def main(verb, text, *more):
    if verb == "sign":
        by_command(f"s {text} {more[0]}", "Put signed: success")
    if verb == "seal":
        by_command(f"e {text} {more[0]} {more[1]}", "Put encrypted: success")
    key = opendht.InfoHash.get(text)
    if verb == "put":
        tell("put", ok=node().put(key, opendht.Value(sample(int(more[0])))))
    elif verb == "get":
        found = node().get(key)
        for v in found:
            value(v)
        tell("done", count=len(found))
    elif verb == "listen":
        listen(node(), key)
    elif verb == "own":
        identity = opendht.Identity.generate("peer", bits=2048)
        runner = node(identity)
        listen(runner, key, id=str(identity.publickey.getId()))
    else:
        sys.exit(__doc__)


main(*sys.argv[2:])
