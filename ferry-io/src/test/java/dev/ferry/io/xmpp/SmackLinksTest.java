package dev.ferry.io.xmpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.Ferry;
import dev.ferry.Peer;
import dev.ferry.Standing;
import dev.ferry.io.Ferries;
import dev.ferry.io.FerryConfig;
import dev.ferry.io.tasks.RealTasks;
import dev.ferry.port.LinkSource.NotAdmitted;
import dev.ferry.port.StanzaLink;
import dev.ferry.port.StanzaLink.LinkEvent;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What follows a stream that was lost for good. */
final class SmackLinksTest {
  private static final long PATIENCE = 60_000_000_000L;

  private final Tasks tasks = new RealTasks();
  private final AtomicReference<String> password = new AtomicReference<>(PrivateProsody.PASSWORD);
  private PrivateProsody prosody;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    Certificates identity = Certificates.make("localhost", Optional.empty());
    prosody = PrivateProsody.start(tasks, folder, identity, true, "");
  }

  @AfterEach
  void stop() throws Exception {
    prosody.close();
  }

  private XmppAccount account() {
    XmppAccount usual = prosody.account("alice").trusting(prosody.certificate());
    return XmppAccount.of(usual.jid(), password::get)
        .at(prosody.address().getHostString(), prosody.address().getPort())
        .trusting(prosody.certificate());
  }

  @Test
  void asksForTheSameResource() throws Exception {
    SmackLinks links = SmackLinks.open(account(), tasks);
    SmackLink first = links.last();
    prosody.close();
    prosody = prosody.again(tasks);
    awaitLoss(first);
    first.close();
    try (StanzaLink next = links.open(first.self())) {
      assertThat(next.self()).isEqualTo(first.self());
    }
  }

  @Test
  void saysThatAWrongPasswordMakesNoSense() throws Exception {
    SmackLinks links = SmackLinks.open(account(), tasks);
    links.last().close();
    password.set("another");
    assertThatThrownBy(() -> links.open(links.last().self()))
        .isInstanceOf(NotAdmitted.class)
        .hasMessageContaining("wrong password");
  }

  @Test
  void aServerThatIsAwayMayBeAskedAgain() throws Exception {
    SmackLinks links = SmackLinks.open(account(), tasks);
    links.last().close();
    prosody.close();
    assertThatThrownBy(() -> links.open(links.last().self()))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(NotAdmitted.class)
        .hasMessageContaining("cannot connect");
    prosody = prosody.again(tasks);
    links.open(links.last().self()).close();
  }

  @Test
  void doesNotFightForItsResource() throws Exception {
    SmackLinks links = SmackLinks.open(account(), tasks);
    SmackLink first = links.last();
    try (SmackLink rival = SmackLink.open(account().as(first.self()), tasks)) {
      assertThat(rival.self()).isEqualTo(first.self());
      awaitLoss(first);
      assertThatThrownBy(() -> links.open(first.self()))
          .isInstanceOf(NotAdmitted.class)
          .hasMessageContaining("another program signed in");
    }
    first.close();
  }

  @Test
  void aDeviceComesBackByItself() throws Exception {
    try (Ferry device = Ferries.open(FerryConfig.of(account()))) {
      Peer self = device.self();
      prosody.close();
      Standing away = next(device, new Standing.Reachable(self));
      assertThat(away).isInstanceOf(Standing.Away.class);
      prosody = prosody.again(tasks);
      Standing seen = away;
      while (seen instanceof Standing.Away) {
        seen = next(device, seen);
      }
      assertThat(seen).isEqualTo(new Standing.Reachable(self));
    }
  }

  @Test
  void aDeviceThatIsAwayClosesAtOnce() throws Exception {
    Ferry device = Ferries.open(FerryConfig.of(account()));
    Standing reached = device.standing();
    prosody.close();
    assertThat(next(device, reached)).isInstanceOf(Standing.Away.class);
    long before = tasks.now();
    device.close();
    assertThat(tasks.now() - before).isLessThan(PATIENCE / 4);
    assertThat(device.standing()).isInstanceOf(Standing.Gone.class);
    assertThat(device.nextOffer(tasks.in(PATIENCE))).isEmpty();
  }

  private Standing next(Ferry device, Standing seen) throws InterruptedException {
    return device.nextStanding(seen, tasks.in(PATIENCE)).orElseThrow();
  }

  private void awaitLoss(SmackLink link) throws InterruptedException {
    LinkEvent event = link.take(tasks.in(PATIENCE)).orElseThrow();
    while (!(event instanceof LinkEvent.Lost)) {
      event = link.take(tasks.in(PATIENCE)).orElseThrow();
    }
  }
}
