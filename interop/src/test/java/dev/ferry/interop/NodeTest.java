package dev.ferry.interop;

import static dev.ferry.interop.FerryNode.has;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.json.Json;
import dev.ferry.node.client.NodeClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Nodes that stay, by their API. */
@Needs(Program.OPENDHT)
final class NodeTest {
  private static OpenDht network;

  @BeforeAll
  static void startNode(Scene scene) throws Exception {
    network = OpenDht.start(scene);
  }

  private static Loner loner(Scene scene, String name) throws Exception {
    return Loner.at(scene, name, network.address());
  }

  @Test
  void offersAreShownAndTakenWhenTheUserSaysSo(Scene scene) throws Exception {
    Loner alice = loner(scene, "alice");
    Loner bob = loner(scene, "bob");
    Loner.befriend(alice, bob);
    SampleFile file = SampleFile.create(scene.folder("out"), "asked.bin", SampleFile.SMALL);
    SampleFile unwanted = SampleFile.create(scene.folder("out"), "unwanted.bin", SampleFile.SMALL);
    Path in = scene.folder("in");
    FerryNode sender = scene.keep(FerryNode.start(alice.device(), scene.folder("own"), "ask"));
    FerryNode receiver = scene.keep(FerryNode.start(bob.device(), in, "ask"));
    sender.online();
    receiver.online();

    String wanted = sender.send(bob.id(), List.of(file.path())).getFirst();
    String other = sender.send(bob.id(), List.of(unwanted.path())).getFirst();
    Json.Obj offer = receiver.awaitOne("/offers", "offers", o -> has(o, "file", file.name()));
    Json.Obj no = receiver.awaitOne("/offers", "offers", o -> has(o, "file", unwanted.name()));
    Json.Obj taken = receiver.client().post(answer(offer, "accept"), Json.EMPTY);
    Json.Obj left = receiver.client().post(answer(no, "decline"), Json.EMPTY);

    assertThat(taken.truth("answered")).isTrue();
    assertThat(left.truth("answered")).isTrue();
    assertThat(sender.awaitEnd(wanted).text("sha256")).contains(file.sha256());
    assertThat(sender.awaitEnd(other).text("reason")).contains("declined");
    assertThat(receiver.awaitEnd(offer.text("id").orElseThrow()).text("verified")).contains("hash");
    assertThat(file.assertAloneIn(in).getFileName()).hasToString(file.name());
  }

  private static String answer(Json.Obj offer, String word) {
    return "/offers/" + NodeClient.part(offer.text("id").orElseThrow()) + "/" + word;
  }

  @Test
  void deliversLaterWhatWaitsForSomebody(Scene scene) throws Exception {
    Loner alice = loner(scene, "alice");
    Loner bob = loner(scene, "bob");
    Loner.befriend(alice, bob);
    SampleFile file = SampleFile.create(scene.folder("out"), "later.bin", SampleFile.SMALL);
    SampleFile never = SampleFile.create(scene.folder("out"), "never.bin", SampleFile.SMALL);
    Path in = scene.folder("in");
    FerryNode first = scene.keep(FerryNode.start(alice.device(), scene.folder("own"), "ask"));
    String id = first.online().send(bob.id(), List.of(file.path())).getFirst();
    String withdrawn = first.send(bob.id(), List.of(never.path())).getFirst();
    Json.Obj waiting = first.awaitOne("/outbox", "letters", letter -> letter.number("tries") > 0);
    first.client().delete("/outbox/" + NodeClient.part(withdrawn));
    Json.Obj gone = first.awaitEnd(withdrawn);

    assertThat(waiting.text("state")).contains("waiting");
    assertThat(gone.text("reason")).contains("cancelled");
    assertThat(first.stop()).isEqualTo(0);
    FerryNode second = scene.keep(FerryNode.start(alice.device(), scene.folder("own"), "ask"));
    FerryNode receiver = scene.keep(FerryNode.start(bob.device(), in, "contacts"));
    assertThat(second.online().awaitEnd(id).text("sha256")).contains(file.sha256());
    assertThat(file.assertAloneIn(in).getFileName()).hasToString(file.name());
    assertThat(second.client().list("/outbox", "letters")).isEmpty();
    assertThat(receiver.client().list("/history", "entries")).hasSize(1);
  }

  /** {@code -Dinterop.kills=20} makes it as many moments. */
  private static final int KILLS = Integer.getInteger("interop.kills", 2);

  private static final int AT_ONCE = 5;

  /** Slow enough to be in the middle of all of them when the moment comes. */
  private static final long RATE = 8_000_000;

  @Test
  void isKilledAtAnyMomentWithSeveralOnTheirWay(Scene scene) throws Exception {
    Loner alice = loner(scene, "alice");
    Loner bob = loner(scene, "bob");
    Loner.befriend(alice, bob);
    Path own = scene.folder("own");
    Path in = scene.folder("in");
    List<SampleFile> files = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      files.add(SampleFile.create(scene.folder("out"), "part " + i, 3_000_000 + i));
    }
    FerryNode sender = scene.keep(FerryNode.start(alice.device(), own, "ask"));
    FerryNode receiver = scene.keep(FerryNode.start(bob.device(), in, "contacts"));
    slow(sender);
    List<String> ids =
        sender.online().send(bob.id(), files.stream().map(SampleFile::path).toList());
    Random moments = new Random(9);
    CountDownLatch never = new CountDownLatch(1);
    for (int kill = 0; kill < KILLS; kill++) {
      assertThat(never.await(300 + moments.nextInt(1200), TimeUnit.MILLISECONDS)).isFalse();
      if (kill % 2 == 0) {
        sender.kill();
        sender = scene.keep(FerryNode.start(alice.device(), own, "ask"));
      } else {
        receiver.kill();
        receiver = scene.keep(FerryNode.start(bob.device(), in, "contacts"));
      }
    }
    Json.Obj through = sender.await("/outbox", box -> FerryNode.elements(box, "letters").isEmpty());
    assertThat(through).isNotNull();
    for (String id : ids) {
      sender.await("/transfers", all -> !isUnderWay(all, id));
    }

    for (SampleFile file : files) {
      assertThat(in.resolve(file.name())).hasSameBinaryContentAs(file.path());
    }
    try (Stream<Path> all = Files.list(in)) {
      assertThat(all).as("nothing twice, nothing partial").hasSize(AT_ONCE);
    }
    for (FerryNode node : List.of(sender, receiver)) {
      assertThat(node.client().list("/history?limit=200", "entries"))
          .allSatisfy(entry -> assertThat(entry.text("reason")).isPresent());
      assertThat(completed(node)).isGreaterThanOrEqualTo(1);
    }
  }

  private static void slow(FerryNode node) throws Exception {
    Json.Obj settings = node.client().get("/settings");
    Json.Obj unused = node.client().put("/settings", settings.with("up", Json.of(RATE)));
  }

  private static boolean isUnderWay(Json.Obj transfers, String id) {
    return FerryNode.elements(transfers, "transfers").stream()
        .anyMatch(one -> has(one, "id", id) && !has(one, "state", "ended"));
  }

  private static long completed(FerryNode node) throws Exception {
    return node.client().list("/history?limit=200", "entries").stream()
        .filter(entry -> has(entry, "reason", "completed"))
        .count();
  }

  @Test
  void theOtherVerbsTalkToIt(Scene scene) throws Exception {
    Loner alice = loner(scene, "alice");
    Loner bob = loner(scene, "bob");
    Loner.befriend(alice, bob);
    SampleFile file = SampleFile.create(scene.folder("out"), "by verb.bin", SampleFile.SMALL);
    SampleFile other = SampleFile.create(scene.folder("out"), "away.bin", SampleFile.SMALL);
    Path in = scene.folder("in");
    FerryNode sender = scene.keep(FerryNode.start(alice.device(), scene.folder("own"), "ask"));
    String waiting = sender.online().send(bob.id(), List.of(other.path())).getFirst();
    assertThat(alice.device().say(0, "list", "--json"))
        .anyMatch(line -> line.has("transfer", waiting));
    assertThat(alice.device().say(0, "pause", waiting)).isNotNull();
    Json.Obj held =
        sender.await("/transfers/" + NodeClient.part(waiting), one -> one.truth("held"));
    assertThat(held.text("state")).contains("paused");
    FerryNode receiver = scene.keep(FerryNode.start(bob.device(), in, "contacts"));
    receiver.online();

    alice.device().send(file, bob.id(), "--wait").assertEnd(0, "completed");

    assertThat(file.assertAloneIn(in).getFileName()).hasToString(file.name());
    alice.device().say(0, "resume", waiting);
    assertThat(sender.awaitEnd(waiting).text("sha256")).contains(other.sha256());
    assertThat(alice.device().say(1, "cancel", waiting)).isNotNull();
  }
}
