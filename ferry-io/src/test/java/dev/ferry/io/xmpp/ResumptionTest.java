package dev.ferry.io.xmpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.io.tasks.RealTasks;
import dev.ferry.port.StanzaLink.LinkEvent;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Xml;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResumptionTest {
  private static final long PATIENCE = 30_000_000_000L;

  private final Tasks tasks = new RealTasks();
  private PrivateProsody prosody;
  private Forwarder forwarder;
  private SmackLink alice;
  private SmackLink bob;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    Certificates identity = Certificates.make("localhost", Optional.empty());
    prosody = PrivateProsody.start(tasks, folder, identity, true, "");
    forwarder = new Forwarder(prosody.address());
    alice = SmackLink.open(throughForwarder(Duration.ofMinutes(1)), tasks);
    bob = SmackLink.open(prosody.account("bob").trusting(prosody.certificate()), tasks);
  }

  private XmppAccount throughForwarder(Duration idle) {
    return prosody
        .account("alice")
        .trusting(prosody.certificate())
        .at("127.0.0.1", forwarder.port())
        .withTimeouts(
            new XmppAccount.Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(20), idle));
  }

  @AfterEach
  void stop() throws Exception {
    alice.close();
    bob.close();
    forwarder.close();
    prosody.close();
  }

  @Test
  void whatIsSentOnBothSidesOfACutArrivesOnceAndInOrder() throws Exception {
    int count = 400;
    List<String> sent = IntStream.range(0, count).mapToObj(i -> "n" + i).toList();
    List<String> atBob = new ArrayList<>();
    List<String> atAlice = new ArrayList<>();
    List<LinkEvent> events = new ArrayList<>();
    TaskHandle bobs = tasks.fork("bob takes", () -> collect(bob, count, atBob, new ArrayList<>()));
    TaskHandle alices = tasks.fork("alice takes", () -> collect(alice, count, atAlice, events));
    TaskHandle sender =
        tasks.fork(
            "alice sends",
            () -> {
              for (String id : sent) {
                alice.send(message(bob, id));
                if (id.equals("n150") || id.equals("n300")) {
                  forwarder.cut();
                }
              }
            });
    for (String id : sent) {
      bob.send(message(alice, id));
    }
    for (TaskHandle task : List.of(sender, bobs, alices)) {
      task.join();
      assertThat(task.failure()).isEmpty();
    }
    assertThat(atBob).isEqualTo(sent);
    assertThat(atAlice).isEqualTo(sent);
    assertThat(events).isNotEmpty();
    assertThat(events.getFirst()).isInstanceOf(LinkEvent.Interrupted.class);
    assertThat(events.getLast()).isInstanceOf(LinkEvent.Resumed.class);
  }

  @Test
  void aStanzaCutInTheMiddleComesAgainWhole() throws Exception {
    String text = "a long stanza of many packets ".repeat(5000);
    forwarder.cutAfter(60_000);
    bob.send(message(alice, "big").with(Xml.of("data", "urn:d").withText(text)));
    bob.send(message(alice, "after"));
    assertThat(take(alice)).isInstanceOf(LinkEvent.Interrupted.class);
    assertThat(take(alice)).isInstanceOf(LinkEvent.Resumed.class);
    Xml big = ((LinkEvent.Received) take(alice)).stanza();
    boolean whole = big.children().getFirst().text().equals(text);
    assertThat(whole).as("the long stanza's text arrived unchanged").isTrue();
    assertThat(take(alice)).isInstanceOf(LinkEvent.Received.class);

    // The count of handled stanzas is right, or the server would end the stream at one of these.
    for (int i = 0; i < 20; i++) {
      bob.send(message(alice, "m" + i));
      assertThat(take(alice)).isInstanceOf(LinkEvent.Received.class);
    }
  }

  @Test
  void aServerThatFellSilentIsFoundOut() throws Exception {
    alice.close();
    try (SmackLink watchful = SmackLink.open(throughForwarder(Duration.ofMillis(300)), tasks)) {
      forwarder.freeze();
      assertThat(take(watchful)).isInstanceOf(LinkEvent.Interrupted.class);
      assertThat(take(watchful)).isInstanceOf(LinkEvent.Resumed.class);
      watchful.send(message(bob, "back"));
      assertThat(((LinkEvent.Received) take(bob)).stanza().attribute("id")).contains("back");
    }
  }

  @Test
  void aSilentButLivingServerIsLeftAlone() throws Exception {
    alice.close();
    try (SmackLink watchful = SmackLink.open(throughForwarder(Duration.ofMillis(800)), tasks)) {
      assertThat(watchful.take(tasks.in(4_000_000_000L))).isEmpty();
    }
  }

  @Test
  void triesUntilTheNetworkIsBack() throws Exception {
    forwarder.refuse(true);
    forwarder.cut();
    assertThat(take(alice)).isInstanceOf(LinkEvent.Interrupted.class);
    int before = forwarder.accepted();
    alice.send(message(bob, "meanwhile"));
    while (forwarder.accepted() < before + 2) {
      tasks.sleep(20_000_000L);
    }
    forwarder.refuse(false);
    assertThat(((LinkEvent.Received) take(bob)).stanza().attribute("id")).contains("meanwhile");
    assertThat(take(alice)).isInstanceOf(LinkEvent.Resumed.class);
  }

  @Test
  void aSessionTheServerForgotIsLostAndSaysSo() throws Exception {
    forwarder.refuse(true);
    forwarder.cut();
    assertThat(take(alice)).isInstanceOf(LinkEvent.Interrupted.class);
    prosody.close();
    prosody = prosody.again(tasks);
    forwarder.refuse(false);
    LinkEvent end = take(alice);
    assertThat(end).isInstanceOf(LinkEvent.Lost.class);
    assertThat(end.toString()).contains("could not be resumed");
    assertThatThrownBy(() -> alice.send(message(bob, "late")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("could not be resumed");
  }

  @Test
  void aStreamEndedByTheServerIsNotResumed() throws Exception {
    XmppAccount same = prosody.account("alice").trusting(prosody.certificate());
    XmppAccount rival =
        new XmppAccount(
            alice.self(),
            same.password(),
            same.server(),
            same.tls(),
            same.trusted(),
            false,
            same.timeouts());
    try (SmackLink other = SmackLink.open(rival, tasks)) {
      assertThat(other.self()).isEqualTo(alice.self());
      LinkEvent end = take(alice);
      assertThat(end).isInstanceOf(LinkEvent.Lost.class);
      assertThat(end.toString()).contains("the server ended the stream: conflict");
    }
  }

  @Test
  void closingWhileInterruptedEndsAtOnce() throws Exception {
    forwarder.refuse(true);
    forwarder.cut();
    assertThat(take(alice)).isInstanceOf(LinkEvent.Interrupted.class);
    alice.close();
    assertThat(take(alice)).isInstanceOf(LinkEvent.Lost.class);
  }

  private static Xml message(SmackLink to, String id) {
    return Xml.of("message", Iq.NAMESPACE)
        .with("to", to.self().toString())
        .with("type", "normal")
        .with("id", id);
  }

  private LinkEvent take(SmackLink link) throws InterruptedException {
    return link.take(tasks.in(PATIENCE)).orElseThrow();
  }

  private void collect(SmackLink link, int count, List<String> ids, List<LinkEvent> others)
      throws InterruptedException {
    while (ids.size() < count) {
      switch (take(link)) {
        case LinkEvent.Received(Xml stanza) -> ids.add(stanza.attribute("id").orElse("none"));
        case LinkEvent other -> others.add(other);
      }
    }
  }
}
