package dev.ferry.ice.server;

import dev.ferry.ice.stun.Attributes;
import dev.ferry.ice.stun.ChangeRequest;
import dev.ferry.ice.stun.NotStun;
import dev.ferry.ice.stun.StunClass;
import dev.ferry.ice.stun.StunMessage;
import dev.ferry.ice.stun.StunMethod;
import dev.ferry.ice.stun.StunPacket;
import dev.ferry.port.DatagramPort;
import dev.ferry.port.World;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Asks STUN servers from one port by datagrams, again until they answer (RFC 8489 6.2.1). For one
 * task, which alone receives at the port meanwhile.
 */
public final class StunDatagrams {
  /** RFC 8489 6.2.1. */
  private static final long FIRST_PAUSE = 500_000_000L;

  private static final int TIMES = 7;

  /** The server answers from where it was asked. */
  static final ChangeRequest NO_CHANGE = new ChangeRequest(false, false);

  private final World world;
  private final Datagrams datagrams;

  public StunDatagrams(World world, DatagramPort port) {
    this.world = world;
    this.datagrams = new Datagrams(world.tasks(), port);
  }

  /** What a server said, and from where. */
  public record Answer(StunMessage message, InetSocketAddress from) {
    /** Our address as the server sees it. */
    public Optional<InetSocketAddress> mapped() {
      return message
          .get(Attributes.XOR_MAPPED_ADDRESS)
          .or(() -> message.get(Attributes.MAPPED_ADDRESS));
    }

    /** The server's other address and port, if it has such. */
    Optional<InetSocketAddress> other() {
      return message.get(Attributes.OTHER_ADDRESS);
    }
  }

  /**
   * Our address as the server sees it.
   *
   * @param deadline a value of {@link dev.ferry.port.Tasks#now}
   * @return empty when the server does not answer
   */
  public Optional<Answer> ask(InetSocketAddress server, long deadline)
      throws IOException, InterruptedException {
    return ask(server, request(), new Datagrams.Patience(FIRST_PAUSE, TIMES, deadline));
  }

  /** The same, but the server is to answer from elsewhere. */
  Optional<Answer> ask(InetSocketAddress server, ChangeRequest change, Datagrams.Patience patience)
      throws IOException, InterruptedException {
    StunMessage request = request();
    return ask(
        server,
        change.equals(NO_CHANGE) ? request : request.with(Attributes.CHANGE_REQUEST, change),
        patience);
  }

  private StunMessage request() {
    return StunMessage.request(StunMethod.BINDING, world.random());
  }

  private Optional<Answer> ask(
      InetSocketAddress server, StunMessage request, Datagrams.Patience patience)
      throws IOException, InterruptedException {
    // Who knows the transaction is the server, from wherever it answers.
    return datagrams.ask(
        server,
        request.encode(),
        (bytes, from) ->
            switch (StunPacket.read(bytes)) {
              case StunPacket packet when packet.message().answers(request) ->
                  Optional.of(new Answer(packet.message(), from));
              case StunPacket _, NotStun _ -> Optional.empty();
            },
        patience);
  }

  /** Whether an answer says that it was done. */
  static boolean succeeded(Answer answer) {
    return answer.message().kind() == StunClass.SUCCESS;
  }
}
