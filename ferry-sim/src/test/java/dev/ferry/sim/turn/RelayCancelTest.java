package dev.ferry.sim.turn;

import dev.ferry.ice.stun.AddressFamily;
import dev.ferry.ice.turn.Relay;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Listener;
import dev.ferry.port.TaskHandle;
import dev.ferry.sim.CancelEverywhere;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Whoever is interrupted, and whenever: no connection, task or allocation is left. */
class RelayCancelTest {
  @Test
  void theUserIsInterruptedAtAnyMoment(TestReporter reporter) {
    var report =
        CancelEverywhere.drawing(300, 3)
            .run((world, cut) ->
                RelayWorld.with(
                        TurnHabits.USUAL.withNonceUses(1),
                        place -> {
                          TaskHandle peer = place.sim().tasks().fork("user", () -> use(place));
                          cut.begins(peer::interrupt);
                          peer.join();
                          cut.ends();
                        })
                    .play(world));
    reporter.publishEntry("relay", report.toString());
  }

  private static void use(RelayWorld place) throws InterruptedException {
    try (Relay one = place.relay();
        Relay other = place.relay(place.other(), AddressFamily.IPV4);
        Listener listener = other.listener()) {
      other.permit(one.relayed().getAddress(), place.soon());
      try (ByteStream ours = one.connect(other.relayed(), place.soon());
          ByteStream theirs = listener.accept().stream()) {
        RelayWorld.say(ours, "ping");
        RelayWorld.hear(theirs, 4);
      }
    } catch (IOException cut) {
      // What broke by the interruption.
    }
  }
}
