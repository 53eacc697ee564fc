package dev.ferry.peerlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.value.PublicKeyInfo;
import dev.ferry.sim.SimWorld;
import org.junit.jupiter.api.Test;

/** Whose answers to our requests count. */
class CallsTest {
  private static final PublicKeyInfo BOB = PublicKeyInfo.of(Bytes.ofText("bob"));
  private static final PublicKeyInfo MALLORY = PublicKeyInfo.of(Bytes.ofText("mallory"));

  private static ConnectRequest answer(long id, String places) {
    return new ConnectRequest(id, true, places);
  }

  @Test
  void anAnswerCountsOnceAndFromTheDeviceThatWasAsked() {
    SimWorld.run(
            1,
            world -> {
              Calls calls = new Calls(world.tasks());
              calls.begin(7, BOB);
              calls.answered(MALLORY, answer(7, "where mallory is"));
              calls.answered(BOB, answer(8, "of another request"));
              assertThat(calls.answer(7, world.tasks().now())).isEmpty();
              calls.answered(BOB, answer(7, "where bob is"));
              calls.answered(BOB, answer(7, "and elsewhere"));
              assertThat(calls.answer(7, world.tasks().now())).contains("where bob is");
              calls.end(7);
              calls.answered(BOB, answer(7, "too late"));
              assertThat(calls.answer(7, world.tasks().now())).isEmpty();
            })
        .check();
  }
}
