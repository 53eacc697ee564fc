#!/usr/bin/python3
"""Gajim as a peer that needs no hand: its own application runs in this process, and this file fills
in the account and does what the file dialog's and the offer's buttons do. What goes over the wire
is Gajim's.

    gajim-peer.py [options] receive FOLDER           accept every offer
    gajim-peer.py [options] send BARE-ADDRESS FILE   offer FILE to the first resource that takes files

Events, one JSON object a line on standard output: online, offer (a file comes), offering (a file
goes), done, failed, note (what Gajim says of its sessions; it calls even "success" an error).
"""

import argparse
import json
import os
import socket
import sys
import traceback
from unittest import mock

from gajim import gajim as launcher

launcher._check_required_deps()
launcher._set_env_vars()
launcher._init_gui("GTK")

from gi.repository import GLib
from nbxmpp import JID
from nbxmpp.namespaces import Namespace
from nbxmpp.structs import IBBData

from gajim.common import app, ged, jingle_content, jingle_ft
from gajim.common.file_props import FilesProp
from gajim.common.settings import Settings
from gajim.common.socks5 import SocksQueue
from gajim.gtk.application import GajimApplication

ACCOUNT = "peer"

# Events have standard output for themselves; what Gajim prints goes to standard error.
events = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jid", required=True, help="USER@DOMAIN/RESOURCE")
    parser.add_argument("--server", required=True, metavar="ADDRESS:PORT", help="with STARTTLS")
    parser.add_argument("--home", required=True, metavar="DIR", help="Gajim's settings and history")
    parser.add_argument("--address", required=True, help="where to listen for files, and what to offer")
    parser.add_argument("--via", choices=["direct", "proxy", "both"], default="both")
    parser.add_argument("--mended", action="store_true", help="mend what keeps Gajim 1.7 from receiving and from falling back")
    parser.add_argument("action", choices=["receive", "send"])
    parser.add_argument("what", nargs="+")
    return parser.parse_args()


def say(event, **facts):
    print(json.dumps(dict(event=event, **facts)), file=events, flush=True)


def facts(file):
    peer = file.receiver if file.type_ == "s" else file.sender
    return dict(name=file.name, size=file.size, bytes=file.received_len, path=file.file_name, peer=str(peer))


def free_port(address):
    with socket.socket() as probe:
        probe.bind((address, 0))
        return probe.getsockname()[1]


def fill_in(settings, args):
    """What the account wizard and the preferences would have stored."""
    direct, proxy = args.via in ("direct", "both"), args.via in ("proxy", "both")
    host, port = args.server.rsplit(":", 1)
    jid = JID.from_string(args.jid)
    application = dict(
        use_keyring=False,
        check_for_update=False,
        show_trayicon=False,
        file_transfers_port=free_port(args.address),
        ft_add_hosts_to_send=args.address if direct else "",
    )
    account = dict(
        name=jid.localpart,
        hostname=jid.domain,
        resource=jid.resource,
        account_label=ACCOUNT,
        password=os.environ["PEER_PASSWORD"],
        savepass=True,
        active=True,
        autoconnect=True,
        restore_last_status=False,
        use_custom_host=True,
        custom_host=host,
        custom_port=int(port),
        custom_type="START TLS",
        ft_send_local_ips=direct,
        use_ft_proxies=proxy,
        test_ft_proxies_on_startup=False,
    )
    for name, value in application.items():
        settings.set_app_setting(name, value)
    settings.add_account(ACCOUNT)
    for name, value in account.items():
        settings.set_account_setting(ACCOUNT, name, value)


def mend():
    """Repairs, in this process, of what keeps Gajim 1.7.3 from receiving and from falling back."""

    class IncomingFile(jingle_ft.JingleFileTransfer):
        """Made from an offer, where Gajim forgets the file's properties and raises TypeError; and the
        second set of properties that it makes later would not be the session's own."""

        def __init__(self, session, transport=None, senders=None):
            properties = FilesProp.getNewFileProp(session.connection.name, session.sid)
            super().__init__(session, properties, transport, senders)

        def _raise_event(self, stanza, content):
            with mock.patch.object(FilesProp, "getNewFileProp", lambda account, sid: self.file_props):
                super()._raise_event(stanza, content)

    jingle_content.contents[Namespace.JINGLE_FILE_TRANSFER_5] = lambda description: IncomingFile
    # Its SOCKS5 server takes the accepted connection for one that lost, and drops it.
    SocksQueue.remove_other_servers = lambda queue, host: None
    # Its own fallback to in-band: it hears the transport-accept and never begins (later versions do).
    deaf = "_JingleFileTransfer__on_transport_accept"
    accepted = getattr(jingle_ft.JingleFileTransfer, deaf)

    def begin(self, stanza, content, error, action):
        accepted(self, stanza, content, error, action)
        in_band = content.getTag("transport").getNamespace() == Namespace.JINGLE_IBB
        if in_band and JID.from_string(str(stanza.getFrom())) != self.session.connection.get_own_jid():
            self.start_ibb_transfer()

    setattr(jingle_ft.JingleFileTransfer, deaf, begin)
    # In-band: nbxmpp makes this record without the fields that <open/> and <close/> do not have.
    IBBData.__new__.__defaults__ = (None,) * len(IBBData._fields)


def accept(event, folder):
    file = event.file_props
    client = app.get_client(ACCOUNT)
    contact = client.get_module("Contacts").get_contact(JID.from_string(str(event.fjid)).bare)
    path = os.path.join(folder, os.path.basename(file.name))
    app.interface.instances["file_transfers"]._start_receive(path, ACCOUNT, contact, file)


def offer(recipient, path):
    """Sends once the recipient is seen with a resource that takes files; True asks to be called again."""
    contacts = app.get_client(ACCOUNT).get_module("Contacts")
    contact = contacts.get_contact(recipient)
    able = [r for r in contact.iter_resources() if r.supports(Namespace.JINGLE_FILE_TRANSFER_5)]
    if not able:
        return True
    window = app.interface.instances["file_transfers"]
    started = window.send_file(ACCOUNT, contact, able[0].jid, path)
    say("offering", started=started, path=path, peer=str(able[0].jid))
    return False


FAILURES = [
    "file-hash-error",
    "file-error",
    "file-request-error",
    "file-send-error",
    "jingle-ft-cancelled-received",
]
NOTES = ["jingle-error-received", "jingle-disconnected-received"]


def handlers(args):
    def on_online(event):
        say("online", jid=str(app.get_client(ACCOUNT).get_own_jid()))
        if args.action == "send":
            # Time for Gajim to find the server's proxy; nothing tells when it has.
            GLib.timeout_add(1000, lambda: GLib.timeout_add(200, offer, *args.what) and False)

    def on_offer(event):
        say("offer", **facts(event.file_props))
        if args.action == "receive":
            accept(event, args.what[0])

    def on_done(event):
        say("done", **facts(event.file_props))

    def on_word(event):
        file = getattr(event, "file_props", None)
        text = getattr(event, "error_msg", None) or getattr(event, "reason", None)
        heading = "note" if event.name in NOTES else "failed"
        say(heading, kind=event.name, text=str(text), code=getattr(file, "error", None))

    known = {"signed-in": on_online, "file-request-received": on_offer, "file-completed": on_done}
    return {**known, **dict.fromkeys(FAILURES + NOTES, on_word)}


def main():
    args = arguments()
    if args.mended:
        mend()
    settings_init = Settings.init
    startup = GajimApplication._startup

    def init_and_fill_in(settings):
        settings_init(settings)
        fill_in(settings, args)

    def startup_and_listen(application):
        try:
            startup(application)
        except Exception:
            traceback.print_exc()
            os._exit(70)
        # Not to Gajim's own window for them, where nobody looks.
        sys.excepthook = sys.__excepthook__
        for event, handler in handlers(args).items():
            app.ged.register_event_handler(event, ged.POSTGUI, handler)

    Settings.init = init_and_fill_in
    GajimApplication._startup = startup_and_listen
    sys.argv = ["gajim", "--separate", "--quiet", "--config-path", args.home]
    launcher._run_app()


main()
