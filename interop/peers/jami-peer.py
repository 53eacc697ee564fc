#!/usr/bin/python3
"""A stock jamid with one account, driven over a session bus of its own.

    jami-peer.py HOME BOOTSTRAP WISHES

Nothing is asked of any server but the DHT's node at BOOTSTRAP. WISHES is a file to which lines are
added while this runs:

    add ACCOUNT              asks ACCOUNT to be a contact
    accept ACCOUNT           says yes to a request of ACCOUNT
    write ACCOUNT            writes a message each second from now on, for which jamid wants a connection

Events, one JSON object a line on standard output: account, request,
contact, done (a wish), failed.
"""

import json
import os
import subprocess
import sys
import time

import dbus
import dbus.bus

HOME, BOOTSTRAP, WISHES = sys.argv[1:4]
PATIENCE = 60
PAUSE = 0.1


def tell(event, **more):
    print(json.dumps({"event": event, **more}), flush=True)


def plain(words):
    return {str(key): str(word) for key, word in words.items()}


def until(found, what):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        thing = found()
        if thing:
            return thing
        time.sleep(PAUSE)
    sys.exit("no " + what + " within " + str(PATIENCE) + " s")


def jamid():
    """It is not in the path."""
    listed = subprocess.run(["dpkg", "-L", "jami-daemon"], stdout=subprocess.PIPE, check=True)
    return next(file for file in listed.stdout.decode().split("\n") if file.endswith("/jamid"))


def start():
    """Starts a bus and jamid; both end with this process's group."""
    folders = {"HOME": HOME}
    for name in ("config", "data", "cache", "runtime"):
        key = "XDG_RUNTIME_DIR" if name == "runtime" else "XDG_" + name.upper() + "_HOME"
        folders[key] = os.path.join(HOME, name)
        os.makedirs(folders[key], mode=0o700, exist_ok=True)
    socket = os.path.join(HOME, "bus")
    address = "unix:path=" + socket
    environment = {**os.environ, **folders, "DBUS_SESSION_BUS_ADDRESS": address}
    subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--address=" + address],
        env=environment, stdout=subprocess.DEVNULL)
    until(lambda: os.path.exists(socket), "bus")
    log = open(os.path.join(HOME, "jamid.log"), "wb")
    daemon = subprocess.Popen([jamid(), "-c", "-d", "-p"], env=environment, stdout=log, stderr=log, cwd=HOME)
    bus = dbus.bus.BusConnection(address)
    until(lambda: daemon.poll() is not None or bus.name_has_owner("cx.ring.Ring"), "jamid")
    interface(bus, "Instance").Register(os.getpid(), "driver")
    return daemon, interface(bus, "ConfigurationManager"), interface(bus, "PresenceManager")


def interface(bus, name):
    return dbus.Interface(bus.get_object("cx.ring.Ring", "/cx/ring/Ring/" + name), "cx.ring.Ring." + name)


def create(jami):
    account = plain(jami.getAccountTemplate("RING"))
    nowhere = "127.0.0.1:9"
    account.update({
        "Account.type": "RING", "Account.alias": "Jami", "Account.displayName": "Jami",
        "Account.archivePassword": "", "Account.hostname": BOOTSTRAP,
        "Account.upnpEnabled": "false", "TURN.enable": "false", "TURN.server": nowhere,
        "STUN.enable": "false", "Account.peerDiscovery": "false",
        "Account.accountDiscovery": "false", "Account.accountPublish": "false",
        "Account.proxyEnabled": "false", "Account.proxyServer": nowhere,
        "Account.bootstrapListUrl": "",
        "Account.dhtProxyListUrl": "", "RingNS.uri": "http://" + nowhere,
    })
    one = str(jami.addAccount(account))

    def announced():
        facts = plain(jami.getVolatileAccountDetails(one))
        return facts.get("Account.registrationStatus") == "REGISTERED" and facts.get("Account.deviceAnnounced") == "true"

    until(announced, "announced account")
    facts = plain(jami.getAccountDetails(one))
    tell("account", uri=facts["Account.username"])
    return one


def requests(jami, account):
    """Who waits for an answer, by what the answer has to name."""
    waiting = {plain(r)["from"]: ("conversation", plain(r)["id"]) for r in jami.getConversationRequests(account)}
    for r in jami.getTrustRequests(account):
        waiting.setdefault(plain(r)["from"], ("trust", plain(r)["from"]))
    return waiting


def accept(jami, account, peer):
    kind, name = until(lambda: requests(jami, account).get(peer), "request of " + peer)
    if kind == "trust":
        jami.acceptTrustRequest(account, name)
    else:
        jami.acceptConversationRequest(account, name)


def fulfil(jami, presence, account, words):
    if words[0] == "add":
        # As its windows do: whoever was not there is asked again when they come.
        presence.subscribeBuddy(account, words[1], True)
        jami.addContact(account, words[1])
        jami.sendTrustRequest(account, words[1], dbus.Array([], signature="y"))
    elif words[0] == "accept":
        accept(jami, account, words[1])
    tell("done", wish=" ".join(words))


def main():
    daemon, jami, presence = start()
    account = create(jami)
    told = set()
    fulfilled = 0
    written = 0
    while daemon.poll() is None:
        for peer in requests(jami, account):
            if ("request", peer) not in told:
                told.add(("request", peer))
                tell("request", peer=peer)
        for contact in map(plain, jami.getContacts(account)):
            fact = (contact["id"], contact.get("confirmed", "false"))
            if fact not in told:
                told.add(fact)
                tell("contact", peer=fact[0], confirmed=fact[1])
        with open(WISHES) as wishes:
            lines = [line.split() for line in wishes.read().split("\n")[:-1]]
        for words in lines[fulfilled:]:
            fulfilled += 1
            fulfil(jami, presence, account, words)
        if time.monotonic() - written > 1:
            written = time.monotonic()
            for words in lines:
                if words[0] == "write":
                    jami.sendTextMessage(account, words[1], {"text/plain": "hello"})
        time.sleep(PAUSE)
    tell("failed", status=daemon.returncode)


main()
