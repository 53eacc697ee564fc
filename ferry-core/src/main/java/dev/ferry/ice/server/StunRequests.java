package dev.ferry.ice.server;

import dev.ferry.ice.stun.Attributes;
import dev.ferry.ice.stun.StunMessage;
import dev.ferry.ice.stun.StunMethod;
import dev.ferry.ice.stun.StunPacket;
import dev.ferry.machine.StreamTimer;
import dev.ferry.port.World;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Asks a server over a stream on which nobody else asks, one request after another. Nothing is
 * repeated: the stream sees to that (RFC 8489 6.2.2). Used by one task.
 */
public final class StunRequests {
  private final World world;
  private final StunStream stream;
  private final String server;
  private LongTerm login;
  private Optional<InetSocketAddress> other = Optional.empty();

  /**
   * @param server for messages to people
   */
  public StunRequests(World world, StunStream stream, String server, LongTerm login) {
    this.world = world;
    this.stream = stream;
    this.server = server;
    this.login = login;
  }

  /**
   * Our address as the server sees it. The connection stays as it is, so that the mapping does too.
   *
   * @param deadline a value of {@link dev.ferry.port.Tasks#now}; when it passes, the stream is
   *     closed
   */
  public InetSocketAddress mappedAddress(long deadline) throws IOException, InterruptedException {
    StunMessage answer =
        ask(() -> StunMessage.request(StunMethod.BINDING, world.random()), deadline);
    other = answer.get(Attributes.OTHER_ADDRESS);
    return answer
        .get(Attributes.XOR_MAPPED_ADDRESS)
        .or(() -> answer.get(Attributes.MAPPED_ADDRESS))
        .orElseThrow(() -> new IOException(server + " did not say what our address is"));
  }

  /** The server's other address and port, if it has named such with the mapped address. */
  Optional<InetSocketAddress> otherAddress() {
    return other;
  }

  /**
   * Asks, as often as the server wants the login renewed.
   *
   * @param request makes the request, with a transaction of its own each time
   * @param deadline when it passes, the stream is closed
   * @return the answer that it was done
   * @throws ServerRefusal when the server refuses
   */
  public StunMessage ask(Supplier<StunMessage> request, long deadline)
      throws IOException, InterruptedException {
    return StreamTimer.within(
        world.tasks(), stream.stream(), deadline, () -> askUntilDone(request));
  }

  private StunMessage askUntilDone(Supplier<StunMessage> request)
      throws IOException, InterruptedException {
    while (true) {
      StunMessage asked = request.get();
      stream.send(login.sign(asked));
      switch (login.judge(answerTo(asked))) {
        case Verdict.Done(StunMessage answer) -> {
          login = login.accepted();
          return answer;
        }
        case Verdict.Again(LongTerm renewed) -> login = renewed;
        case Verdict.Refused refused -> throw new ServerRefusal(what(asked), refused);
        case Verdict.Doubtful(String why) -> throw new IOException(what(asked) + ": " + why);
      }
    }
  }

  private StunPacket answerTo(StunMessage asked) throws IOException, InterruptedException {
    while (true) {
      StunPacket packet = stream.next();
      if (packet.message().answers(asked)) {
        return packet;
      }
    }
  }

  private String what(StunMessage asked) {
    return asked.method() + " at " + server;
  }
}
