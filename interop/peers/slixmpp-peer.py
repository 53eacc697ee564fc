#!/usr/bin/python3
"""slixmpp as a peer that sends a file by the old file transfer, in-band, and tells its MD5 before.

    slixmpp-peer.py FULL-ADDRESS FILE

The offer is written here, since slixmpp 1.8 trips over its own; the in-band stream is slixmpp's.

    PEER_JID       USER@DOMAIN/RESOURCE
    PEER_PASSWORD
    PEER_SERVER    ADDRESS:PORT, with STARTTLS
    PEER_TRUST     a PEM file: the authority that signed the server's certificate

Events, one JSON object a line on standard output: online, taken (the peer said yes), done, failed.
"""

import asyncio
import hashlib
import json
import os
import sys
from xml.etree import ElementTree
from xml.sax.saxutils import quoteattr

import slixmpp

SI = "http://jabber.org/protocol/si"
PROFILE = SI + "/profile/file-transfer"
IBB = "http://jabber.org/protocol/ibb"
BLOCK = 4096

OFFER = """
<si xmlns="{si}" id="{id}" profile="{profile}" mime-type="application/octet-stream">
  <file xmlns="{profile}" name={name} size="{size}" hash="{md5}"><desc>from slixmpp</desc></file>
  <feature xmlns="http://jabber.org/protocol/feature-neg">
    <x xmlns="jabber:x:data" type="form">
      <field var="stream-method" type="list-single"><option><value>{ibb}</value></option></field>
    </x>
  </feature>
</si>
"""


def say(event, **facts):
    print(json.dumps(dict(event=event, **facts)), flush=True)


class Sender(slixmpp.ClientXMPP):
    def __init__(self, to, path):
        super().__init__(os.environ["PEER_JID"], os.environ["PEER_PASSWORD"])
        self.ca_certs = os.environ["PEER_TRUST"]
        self.register_plugin("xep_0030")
        self.register_plugin("xep_0047")
        self.to, self.path = slixmpp.JID(to), path
        self.add_event_handler("session_start", self.begin)
        self.add_event_handler("failed_all_auth", lambda _: self.fail("not signed in"))

    def fail(self, why):
        say("failed", text=str(why))
        os._exit(1)

    async def begin(self, _):
        self.send_presence()
        say("online", jid=str(self.boundjid))
        try:
            await self.transfer()
        except Exception as error:
            self.fail(repr(error))

    async def transfer(self):
        with open(self.path, "rb") as file:
            content = file.read()
        stream_id = os.urandom(8).hex()
        offer = self.make_iq_set(ito=self.to)
        offer.append(ElementTree.fromstring(OFFER.format(
            si=SI, profile=PROFILE, ibb=IBB, id=stream_id, size=len(content),
            name=quoteattr(os.path.basename(self.path)), md5=hashlib.md5(content).hexdigest())))
        await offer.send(timeout=60)
        say("taken")
        stream = await self["xep_0047"].open_stream(self.to, block_size=BLOCK, sid=stream_id, timeout=60)
        await stream.sendall(content, timeout=60)
        await stream.close(timeout=10)
        say("done", size=len(content))


host, port = os.environ["PEER_SERVER"].rsplit(":", 1)
sender = Sender(*sys.argv[1:3])
sender.connect((host, int(port)))
asyncio.get_event_loop().run_forever()
