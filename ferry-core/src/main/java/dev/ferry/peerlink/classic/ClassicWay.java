package dev.ferry.peerlink.classic;

import dev.ferry.EndReason;
import dev.ferry.EndReason.Cancelled;
import dev.ferry.EndReason.ConnectionLost;
import dev.ferry.Side;
import dev.ferry.content.CopyException;
import dev.ferry.machine.StreamTimer;
import dev.ferry.negotiation.Failures;
import dev.ferry.peerlink.channel.ChannelLink;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The words of the exchange, and what it means when its channel ends. */
final class ClassicWay {
  static final String GO = "GO\n";
  static final String NO_GO = "NGO\n";

  private static final long LEAVING = 30 * ClassicTask.SECOND;

  private ClassicWay() {}

  static void say(ByteStream stream, String words) throws IOException, InterruptedException {
    stream.write(ByteBuffer.wrap(words.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * The receiver's answer: a line, or what there is of it.
   *
   * @throws IOException when it is over without one
   */
  static String answer(ByteStream stream) throws IOException, InterruptedException {
    ByteBuffer answer = ByteBuffer.allocate(NO_GO.length());
    int count = 0;
    while (count >= 0 && answer.hasRemaining() && !isLine(answer)) {
      answer.limit(answer.position() + 1);
      count = stream.read(answer);
      answer.limit(answer.capacity());
    }
    if (answer.position() == 0) {
      throw new IOException("the receiver closed the channel");
    }
    return StandardCharsets.US_ASCII.decode(answer.flip()).toString();
  }

  private static boolean isLine(ByteBuffer answer) {
    return answer.position() > 0 && answer.get(answer.position() - 1) == '\n';
  }

  /** A receiver closes the channel when it has all; not all do, so this is not waited for long. */
  static void awaitTaken(Tasks tasks, ByteStream stream) throws InterruptedException {
    try {
      StreamTimer.within(
          tasks, stream, tasks.in(LEAVING), () -> stream.read(ByteBuffer.allocate(1)));
    } catch (IOException closed) {
      // That is what was waited for.
    }
  }

  /** A channel that is closed early has been cancelled; unless the link went with it. */
  static EndReason gone(ChannelLink link) {
    return link.loss()
        .<EndReason>map(why -> new ConnectionLost("the connection to the peer is over: " + why))
        .orElseGet(() -> new Cancelled(Side.THERE));
  }

  /** The bytes could not all be moved. */
  static EndReason broken(IOException failure, ChannelLink link) {
    if (!(failure instanceof CopyException copy)) {
      return Failures.ofContent(failure);
    }
    return switch (copy.kind()) {
      case NETWORK, TOO_SHORT -> gone(link);
      case READING, WRITING, TOO_LONG, DAMAGED, PEER -> Failures.ofContent(failure);
    };
  }
}
