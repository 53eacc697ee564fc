package dev.ferry.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.EndReason;
import dev.ferry.EndReason.Declined;
import dev.ferry.EndReason.Unreachable;
import dev.ferry.TransferState;
import dev.ferry.TransferState.Ended;
import dev.ferry.content.CopyListener;
import dev.ferry.content.Hashes;
import dev.ferry.negotiation.Cargo;
import dev.ferry.negotiation.Negotiation.Ongoing;
import dev.ferry.negotiation.Portion;
import dev.ferry.negotiation.Watcher;
import dev.ferry.port.ByteStream;
import dev.ferry.port.FileVault.StoredFile;
import dev.ferry.sim.SimWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An offer that is made in another way when the first cannot be. */
class SecondOfferTest {
  private static final EndReason NOT_OURS = new Unreachable("that device takes no files");

  /** All that happens, in order. */
  private static final class Told implements Cargo {
    final List<String> told = new ArrayList<>();
    final List<Watcher> second = new ArrayList<>();

    Ongoing ongoing(String name) {
      return () -> told.add(name + " cancelled");
    }

    Optional<Ongoing> another(Watcher watcher) {
      second.add(watcher);
      told.add("again");
      return Optional.of(ongoing("second"));
    }

    void show(TransferState state) {
      told.add(state.getClass().getSimpleName());
    }

    @Override
    public Portion prepare(Portion.Abilities sender) {
      return Portion.WHOLE;
    }

    @Override
    public Moved move(ByteStream stream, CopyListener progress) {
      return Moved.of(Hashes.none());
    }

    @Override
    public Optional<StoredFile> store() {
      return Optional.empty();
    }

    @Override
    public void putAway(EndReason why) {
      told.add("put away");
    }
  }

  @FunctionalInterface
  private interface Body {
    void run(Told told, SecondOffer offer);
  }

  private static void with(boolean foreign, Body body) {
    SimWorld.run(
            1,
            world -> {
              var told = new Told();
              var offer =
                  new SecondOffer(
                      world.tasks(),
                      told,
                      told::show,
                      watcher -> foreign ? told.another(watcher) : Optional.empty());
              offer.first(told.ongoing("first"));
              body.run(told, offer);
            })
        .check();
  }

  private static Ended ended(EndReason why) {
    return new Ended(why, Optional.empty(), Optional.empty());
  }

  @Test
  void isMadeInTheOtherWayAndItsEndIsTheOnlyOneShown() {
    with(
        true,
        (told, offer) -> {
          offer.show(new TransferState.Preparing());
          offer.cargo().putAway(NOT_OURS);
          offer.show(ended(NOT_OURS));
          told.second.getFirst().show(ended(new Declined()));
          offer.cancel();
          assertThat(told.told).containsExactly("Preparing", "again", "Ended", "second cancelled");
        });
  }

  @Test
  void endsWhereThePeerIsSimplyNotThere() {
    with(
        false,
        (told, offer) -> {
          offer.show(ended(NOT_OURS));
          assertThat(told.told).containsExactly("put away", "Ended");
        });
  }

  @Test
  void aNoIsNotAskedTwice() {
    with(
        true,
        (told, offer) -> {
          offer.show(ended(new Declined()));
          assertThat(told.told).containsExactly("put away", "Ended");
        });
  }

  @Test
  void whoHasCancelledMakesNoOther() {
    with(
        true,
        (told, offer) -> {
          offer.cancel();
          offer.show(ended(NOT_OURS));
          assertThat(told.told).containsExactly("first cancelled", "put away", "Ended");
        });
  }
}
