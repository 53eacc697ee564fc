package dev.ferry.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.IncomingOffer;
import dev.ferry.Route;
import dev.ferry.Transfer;
import dev.ferry.TransferState.Flowing;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever offers a file learns no address of the other's device before a yes. */
class BeforeTheYesTest {
  private static final int SEEDS = 3;

  /** What the second who came to a place has. */
  private static final String ADDRESS = "192.0.2.2";

  private static List<String> toldByBob(Scene scene) {
    String bob = scene.bob().jid().toString();
    return scene.place().server().passages().stream()
        .filter(p -> p.stanza().attribute("from").filter(bob::equals).isPresent())
        .map(p -> p.stanza().toString())
        .filter(text -> text.contains(ADDRESS))
        .toList();
  }

  private static List<String> connectionsOfBob(Scene scene) {
    return scene.place().network().open().stream().filter(o -> o.contains("bob")).toList();
  }

  @Test
  void theSenderIsToldNoAddressUnlessTheAnswerIsYes() {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          Transfer declined = scene.send(scene.file("no.ogg", 1000), Route.DIRECT);
          IncomingOffer no = scene.bob().offer();
          scene.place().sleep(20);
          assertThat(connectionsOfBob(scene)).isEmpty();
          no.decline();
          scene.place().sleep(20);
          assertThat(declined.state().toString()).contains("Declined");
          assertThat(connectionsOfBob(scene)).isEmpty();
          assertThat(toldByBob(scene)).isEmpty();

          Transfer taken = scene.send(scene.file("yes.ogg", 2_000_000), Route.DIRECT);
          scene.bob().accept();
          scene.until(taken, Flowing.class);
          assertThat(connectionsOfBob(scene)).isNotEmpty();
          assertThat(toldByBob(scene)).isNotEmpty();
          assertThat(scene.story()).contains("bob has yes.ogg, 2000000 bytes");
        });
  }
}
