package dev.ferry.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Somebody with an XMPP account at the page, and Dino on the other side. */
@Needs({Program.CHROMIUM, Program.PROSODY, Program.DINO})
final class PageXmppTest {
  private static Prosody server;

  @BeforeAll
  static void startServer(Scene scene) throws Exception {
    server = scene.keep(Prosody.start(scene.folder("prosody"), Prosody.Options.PLAIN));
  }

  @Test
  void sendsToDinoAndTakesFromIt(Scene scene) throws Exception {
    FerryDevice device = FerryDevice.empty(scene, "dave", Loopback.address(), List.of(), "none");
    PageNode dave = PageNode.open(scene, "dave", device);
    Browser page = dave.browser();
    signIn(page);
    dave.awaitReachable();
    SampleFile file = SampleFile.create(scene.folder("out"), "from the page.bin", SampleFile.SMALL);
    DinoPeer carol = DinoPeer.receive(scene, server, "carol", "dave");

    page.press(".page", "Add by address");
    page.type("dialog", "Address", XmppServer.jid("carol"));
    page.type("dialog", "Name", "Carol");
    page.press("dialog", "Add");
    page.awaitWords(".person", "Carol");
    page.press(".person", "Send");
    page.choose("dialog [data-pick=files]", file.path());
    page.awaitWords("dialog .files", file.name());
    page.press("dialog .foot", "Send");

    assertThat(carol.awaitReceived().number("size")).isEqualTo(file.size());
    file.assertAloneIn(carol.files());
    page.awaitWords("[data-state=completed]", "Sent, not confirmed");
    page.picture("xmpp-1280");

    SampleFile back = SampleFile.create(scene.folder("back"), "to the page.bin", SampleFile.SMALL);
    DinoPeer erin = DinoPeer.send(scene, server, "erin", "dave", back);
    page.awaitWords(".offer", back.name());
    page.press(".offer", "Accept");
    erin.awaitOffered();
    page.awaitWords("[data-state=completed]", back.name());
    back.assertAloneIn(dave.into());
  }

  private static void signIn(Browser page) throws Exception {
    page.type("main", "XMPP address", XmppServer.jid("dave"));
    page.type("main", "Password", XmppServer.PASSWORD);
    page.press("main", "Server and certificate");
    page.type("main", "Server", Loopback.text(server.address()));
    page.type("main", "Certificate to trust", Files.readString(server.trusted()));
    page.press("main", "Add this account");
  }
}
