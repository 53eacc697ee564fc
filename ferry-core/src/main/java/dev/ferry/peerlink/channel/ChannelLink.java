package dev.ferry.peerlink.channel;

import dev.ferry.machine.TaskScope;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Monitor;
import dev.ferry.port.Randomness;
import dev.ferry.port.Tasks;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * One connection to a device of the peer, with any number of channels on it. For any task.
 *
 * <p>Two tasks of its own read and write, so that nobody who is interrupted at a channel breaks the
 * others. With another of us each channel has credit of its own; a stock Jami knows none, so there
 * a channel that nobody reads stops the connection when much of it waits here.
 */
public final class ChannelLink implements AutoCloseable {
  private static final int TRIES = 100;
  private static final int ROOM = 64 * 1024;
  private static final int OVERHEAD = 16;
  private static final int SLOWER = 10;

  private final ByteStream stream;
  private final Tasks tasks;
  private final Randomness randomness;
  private final Liveness liveness;
  private final Monitor monitor;
  private final TaskScope scope;
  private final ChannelTable table = new ChannelTable();
  private final boolean relayed;
  private Optional<String> loss = Optional.empty();
  private boolean doubted;

  private ChannelLink(
      ByteStream stream, boolean relayed, Tasks tasks, Randomness randomness, Liveness liveness) {
    this.stream = stream;
    this.relayed = relayed;
    this.tasks = tasks;
    this.randomness = randomness;
    this.liveness = liveness;
    this.monitor = tasks.monitor();
    this.scope = new TaskScope(tasks);
  }

  /**
   * Begins to speak on a connection, which belongs to the link from now on.
   *
   * @param stream protected already: channels are open to whoever is at its other end
   */
  public static ChannelLink over(
      ByteStream stream, Tasks tasks, Randomness randomness, Liveness liveness) {
    return over(stream, false, tasks, randomness, liveness);
  }

  /**
   * The same.
   *
   * @param relayed whether the connection began at a relay
   */
  public static ChannelLink over(
      ByteStream stream, boolean relayed, Tasks tasks, Randomness randomness, Liveness liveness) {
    ChannelLink link = new ChannelLink(stream, relayed, tasks, randomness, liveness);
    link.scope.own(stream);
    link.scope.fork("link-in", link::readAll);
    link.scope.fork("link-out", link::writeAll);
    link.scope.fork("link-alive", link::watch);
    return link;
  }

  /**
   * Asks the peer for a channel.
   *
   * @param name at most 1024 characters
   * @return empty when the peer declined, or did not answer before the deadline
   * @throws IOException when the connection is over, or has no room for another channel
   */
  public Optional<ByteStream> ask(String name, long deadline)
      throws IOException, InterruptedException {
    Channel channel = asked(name);
    boolean answered = false;
    try {
      answered = monitor.await(() -> isAnswered(channel) || isOver(), deadline);
    } finally {
      if (!answered) {
        monitor.change(() -> table.close(channel));
      }
    }
    boolean[] open = {false};
    monitor.change(() -> open[0] = channel.phase() == Channel.Phase.OPEN && !channel.isClosed());
    if (open[0]) {
      return Optional.of(new ChannelStream(this, channel));
    }
    Optional<String> why = loss();
    if (why.isPresent()) {
      throw new IOException("the connection to the peer is over: " + why.get());
    }
    return Optional.empty();
  }

  private static boolean isAnswered(Channel channel) {
    return switch (channel.phase()) {
      case OPEN, DECLINED -> true;
      case ASKED, OFFERED -> false;
    };
  }

  /** Any number that is free; the two sides choose from the same ones. */
  private Channel asked(String name) throws IOException {
    List<Channel> asked = new ArrayList<>(1);
    byte[] dice = new byte[2 * TRIES];
    randomness.fill(dice);
    ByteBuffer numbers = ByteBuffer.wrap(dice);
    monitor.change(() -> {
      while (!isOver() && asked.isEmpty() && numbers.hasRemaining()) {
        int number = numbers.getShort() & 0xFFFF;
        if (table.isFree(number)) {
          asked.add(table.ask(number, name));
        }
      }
    });
    if (asked.isEmpty()) {
      throw new IOException(
          loss()
              .map(why -> "the connection to the peer is over: " + why)
              .orElse("too many channels are open to the peer: close some"));
    }
    return asked.getFirst();
  }

  /**
   * Waits for the next channel that the peer asks for; empty at the deadline or when it is over.
   */
  public Optional<ChannelRequest> nextRequest(long deadline) throws InterruptedException {
    List<Channel> next = new ArrayList<>(1);
    monitor.await(
        () -> {
          table.request().ifPresent(next::add);
          return !next.isEmpty() || isOver();
        },
        deadline);
    return next.stream().findFirst().map(c -> new Requested(this, c));
  }

  /** Why the connection is over; empty while it is not. */
  public Optional<String> loss() {
    List<String> why = new ArrayList<>(1);
    monitor.change(() -> loss.ifPresent(why::add));
    return why.stream().findFirst();
  }

  /** Whether the peer has spoken and gives channels no credit: it is none of us. */
  public boolean isForeign() {
    boolean[] foreign = {false};
    monitor.change(() -> foreign[0] = table.peer().isForeign());
    return foreign[0];
  }

  /** Whether the connection began at a relay. */
  public boolean isRelayed() {
    return relayed;
  }

  /** How many channels are open, or about to be. */
  public int channels() {
    int[] count = {0};
    monitor.change(() -> count[0] = table.size());
    return count[0];
  }

  /** Waits until the connection is over; answers whether it was before the deadline. */
  public boolean awaitLoss(long deadline) throws InterruptedException {
    return monitor.await(this::isOver, deadline);
  }

  private void readAll() throws InterruptedException {
    PacketReader reader = new PacketReader(stream);
    try {
      while (true) {
        monitor.await(() -> table.hasRoom() || isOver(), Tasks.NEVER);
        List<LinkPacket> packets = new ArrayList<>();
        packets.add(reader.next().orElseThrow(() -> new EOFException("the peer closed it")));
        while (reader.hasPiece()) {
          reader.next().ifPresent(packets::add);
        }
        monitor.change(() -> {
          packets.forEach(table::take);
          table.fault().ifPresent(this::lose);
        });
      }
    } catch (IOException e) {
      end(e);
    }
  }

  private void writeAll() throws InterruptedException {
    ByteBuffer room = ByteBuffer.allocateDirect(ROOM);
    try {
      while (await(table::hasNext)) {
        room.clear();
        monitor.change(() -> {
          while (table.hasNext() && room.remaining() >= ChannelTable.PIECE + OVERHEAD) {
            table.next(room);
          }
        });
        stream.write(room.flip());
      }
    } catch (IOException e) {
      end(e);
    }
  }

  /** Whether it came to be; not when the connection is over. */
  private boolean await(BooleanSupplier ready) throws InterruptedException {
    boolean[] over = {false};
    monitor.await(
        () -> {
          over[0] = isOver();
          return over[0] || ready.getAsBoolean();
        },
        Tasks.NEVER);
    return !over[0];
  }

  /** Asks at once whether the peer is there: what was heard until now may say nothing any more. */
  public void doubt() {
    monitor.change(() -> doubted = true);
  }

  /** Asks a peer that is silent whether it is there, and ends the connection when it is not. */
  private void watch() throws InterruptedException {
    boolean[] asked = {false};
    boolean[] over = {false};
    long[] wait = {liveness.idle()};
    while (!over[0]) {
      monitor.await(() -> isOver() || doubted, tasks.in(wait[0]));
      monitor.change(() -> {
        boolean heard = table.peer().wasHeard() && !doubted;
        if (asked[0] && !heard && !doubted) {
          lose("the peer does not answer");
        }
        asked[0] = !heard && table.peer().answersBeacons();
        wait[0] = liveness.idle();
        if (asked[0]) {
          table.beacon();
          wait[0] = liveness.patience() * (table.peer().isBusy() ? SLOWER : 1);
        }
        doubted = false;
        over[0] = isOver();
      });
    }
    stream.close();
  }

  private void end(IOException e) {
    monitor.change(() -> lose(String.valueOf(e.getMessage())));
  }

  /** The first reason wins. With the monitor held. */
  private void lose(String why) {
    loss = Optional.of(loss.orElse(why));
  }

  /** With the monitor held. */
  boolean isOver() {
    return loss.isPresent();
  }

  ChannelTable table() {
    return table;
  }

  Monitor monitor() {
    return monitor;
  }

  /** Ends the connection and all its channels; what was written and is not sent yet is lost. */
  @Override
  public void close() {
    monitor.change(() -> lose("it was closed here"));
    scope.close();
  }
}
