package dev.ferry.sim.dht;

import dev.ferry.dht.node.Findings;
import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.Query;
import dev.ferry.dht.value.Value;
import dev.ferry.sim.dht.Swarm.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A swarm whose nodes come and go, with values that are put and got all the while: how many of
 * those that live are found, in how many hops and for how many messages.
 */
public final class Churn {
  /** User data lives ten minutes; what is nearly dead is not asked for. */
  private static final long LIFE = 10 * Swarm.MINUTE - 10 * Swarm.SECOND;

  private static final long JOINING = 5 * Swarm.MILLI;

  /**
   * How a swarm did.
   *
   * @param puts values that at least one node took
   * @param gets times that one of them was asked for while it lived
   * @param found times that it was found
   * @param hops of a get on the average
   * @param asked nodes that a get asked on the average
   * @param latency of a get on the average, in nanoseconds
   * @param idle datagrams that a node sends in a minute on the average, all in all
   */
  public record Report(
      int nodes,
      int left,
      int puts,
      int gets,
      int found,
      double hops,
      double asked,
      double latency,
      double idle) {
    public double share() {
      return gets == 0 ? 0 : (double) found / gets;
    }
  }

  private final Swarm swarm;
  private final int size;
  private final RandomGenerator random;
  private final List<Findings.Summary> summaries = new ArrayList<>();
  private int left;
  private int puts;
  private int gets;
  private int found;
  private long took;

  public Churn(Swarm swarm, int size) {
    this.swarm = swarm;
    this.size = size;
    this.random = swarm.random();
  }

  /** All nodes join, one after the other, and get to know each other for a while. */
  public void gather(long settling) {
    for (int i = 0; i < size; i++) {
      swarm.join();
      swarm.run(JOINING);
    }
    swarm.run(settling);
  }

  /**
   * Lets nodes leave, and others join in their places, while values are put and got.
   *
   * @param duration nanoseconds
   * @param stay on the average, how long half of the nodes stay, in nanoseconds
   * @param every nanoseconds between two puts; each value is asked for twice
   */
  public Report run(long duration, long stay, long every) {
    long sent = swarm.datagrams();
    long pause = (long) (stay / Math.log(2) / size);
    long end = swarm.now() + duration;
    turn(pause, end);
    publish(every, end);
    swarm.run(duration + LIFE + Swarm.MINUTE);
    double minutes = (double) (duration + LIFE + Swarm.MINUTE) / Swarm.MINUTE;
    return new Report(
        size,
        left,
        puts,
        gets,
        found,
        summaries.stream().mapToInt(Findings.Summary::hops).average().orElse(0),
        summaries.stream().mapToInt(Findings.Summary::asked).average().orElse(0),
        summaries.isEmpty() ? 0 : (double) took / summaries.size(),
        (swarm.datagrams() - sent) / minutes / size);
  }

  /** Lets nodes leave and others join in their places for so long, and nothing else. */
  public void turnOver(long duration, long stay) {
    turn((long) (stay / Math.log(2) / size), swarm.now() + duration - LIFE);
    swarm.run(duration);
  }

  private void turn(long pause, long end) {
    swarm.in(
        random.nextLong(2 * pause + 1),
        () -> {
          if (swarm.now() < end + LIFE) {
            swarm.leave(swarm.any());
            swarm.join();
            left++;
            turn(pause, end);
          }
        });
  }

  private void publish(long every, long end) {
    swarm.in(
        every,
        () -> {
          if (swarm.now() < end) {
            put();
            publish(every, end);
          }
        });
  }

  private void put() {
    Member putter = swarm.any();
    InfoHash key = InfoHash.random(random::nextBytes);
    byte[] data = new byte[40];
    random.nextBytes(data);
    Value value = Value.of(Bytes.of(data)).withSomeId(random::nextBytes);
    long born = swarm.now();
    swarm.with(
        putter,
        () ->
            putter
                .engine()
                .put(
                    swarm.now(),
                    key,
                    value,
                    stores -> {
                      if (stores.stored() > 0 && putter.isUp()) {
                        puts++;
                        get(key, value, swarm.now() + 1);
                        get(key, value, random.nextLong(swarm.now() + 1, born + LIFE));
                      }
                    }));
  }

  private void get(InfoHash key, Value value, long at) {
    swarm.in(
        at - swarm.now(),
        () -> {
          Member asker = swarm.any();
          long asked = swarm.now();
          boolean[] seen = {false};
          swarm.with(
              asker,
              () ->
                  asker
                      .engine()
                      .get(
                          swarm.now(),
                          key,
                          Query.ALL,
                          new Findings() {
                            @Override
                            public void found(Value one) {
                              seen[0] |= one.equals(value);
                            }

                            @Override
                            public void finished(Summary summary) {
                              gets++;
                              found += seen[0] ? 1 : 0;
                              took += swarm.now() - asked;
                              summaries.add(summary);
                            }
                          }));
        });
  }
}
