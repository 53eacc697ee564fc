package dev.ferry.interop;

import static dev.ferry.interop.FerryNode.has;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.json.Json;
import dev.ferry.node.client.NodeClient;
import java.nio.file.Path;
import java.util.List;
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
}
