package dev.ferry.sim.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Route;
import dev.ferry.port.ByteStream;
import dev.ferry.port.TaskHandle;
import dev.ferry.sim.contract.Bytes;
import dev.ferry.sim.contract.Encounter;
import dev.ferry.sim.contract.Encounter.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Two devices that find a relay alone at first, since something lets no connect through. */
final class Relocation {
  private static final int PIECE = 10_000;
  private static final long BETWEEN = 100 * IceLand.MILLI;

  private final IceLand land;
  private final Encounter encounter;
  private final List<Route> initiators = new ArrayList<>();
  private final List<Route> responders = new ArrayList<>();

  Relocation(IceLand land, Encounter encounter) {
    this.land = land;
    this.encounter = encounter;
    encounter.offer().watch(initiators::add);
    encounter.answer().watch(responders::add);
  }

  /** Lets no connect through for so long. */
  TaskHandle blockedFor(long nanos) {
    var network = land.world().network();
    network.block("pieter", "nora");
    network.block("nora", "pieter");
    return land.bed()
        .tasks()
        .fork(
            "the way opens",
            () -> {
              land.bed().tasks().sleep(nanos);
              network.unblock("pieter", "nora");
              network.unblock("nora", "pieter");
            });
  }

  /** Both meet at a relay. */
  List<Outcome> meetAtTheRelay() throws InterruptedException {
    List<Outcome> outcomes = encounter.meet(land.bed().tasks().in(10 * IceLand.SECOND));
    assertThat(outcomes).allMatch(o -> o.carrier().isPresent());
    assertThat(outcomes).allMatch(o -> o.carrier().orElseThrow().route() == Route.RELAY);
    return outcomes;
  }

  /** So many pieces go each way, ten a second; all must arrive. */
  void carry(List<Outcome> outcomes, int pieces) throws Exception {
    assertThat(carryWhatArrives(outcomes, pieces)).isTrue();
  }

  /** The same where streams may break or be closed; answers whether all arrived. */
  boolean carryWhatArrives(List<Outcome> outcomes, int pieces) throws Exception {
    byte[] bytes = Bytes.random(pieces * PIECE);
    List<TaskHandle> tasks = new ArrayList<>();
    boolean whole = true;
    for (Outcome outcome : outcomes) {
      ByteStream stream = outcome.carrier().orElseThrow().stream();
      tasks.add(land.bed().tasks().fork("sends", () -> send(stream, bytes)));
      tasks.add(land.bed().tasks().fork("reads", () -> read(stream, bytes)));
    }
    for (TaskHandle task : tasks) {
      task.join();
      whole &= task.failure().isEmpty();
      task.failure().ifPresent(f -> assertThat(f).isInstanceOf(IOException.class));
    }
    return whole;
  }

  private void read(ByteStream stream, byte[] bytes) throws IOException, InterruptedException {
    try {
      byte[] came = Bytes.readAll(stream);
      assertThat(came.length).isLessThanOrEqualTo(bytes.length);
      assertThat(Arrays.equals(came, Arrays.copyOf(bytes, came.length))).isTrue();
      if (came.length < bytes.length) {
        throw new IOException("ended early");
      }
    } catch (IOException broken) {
      stream.close();
      throw broken;
    }
  }

  private void send(ByteStream stream, byte[] bytes) throws IOException, InterruptedException {
    for (int at = 0; at < bytes.length; at += PIECE) {
      Bytes.write(stream, Arrays.copyOfRange(bytes, at, at + PIECE));
      land.bed().tasks().sleep(BETWEEN);
    }
    stream.closeOutput();
  }

  /** The routes that each side was told of. */
  List<List<Route>> told() {
    return List.of(initiators, responders);
  }
}
