package dev.ferry.peerlink.classic;

import dev.ferry.EndReason;
import dev.ferry.EndReason.Cancelled;
import dev.ferry.EndReason.Completed;
import dev.ferry.EndReason.Declined;
import dev.ferry.EndReason.Stage;
import dev.ferry.EndReason.TimedOut;
import dev.ferry.EndReason.Unreachable;
import dev.ferry.FileOffer;
import dev.ferry.Route;
import dev.ferry.Side;
import dev.ferry.TransferState;
import dev.ferry.Verified;
import dev.ferry.content.Hashes;
import dev.ferry.machine.StreamTimer;
import dev.ferry.negotiation.Cargo;
import dev.ferry.negotiation.Portion;
import dev.ferry.peerlink.channel.ChannelLink;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.util.Optional;

/** The sender's side: header, wait, bytes. Nothing tells it whether they were stored. */
record ClassicSending(
    Tasks tasks, ChannelLink link, String channel, FileOffer file, Cargo cargo, ClassicTask task) {
  private static final long OPENING = 30 * ClassicTask.SECOND;
  private static final long DECIDING = 600 * ClassicTask.SECOND;

  EndReason run() throws IOException, InterruptedException {
    Optional<ByteStream> asked = link.ask(channel, tasks.in(OPENING));
    if (asked.isEmpty()) {
      return new Unreachable("that device takes no files this way; it is no Ferry");
    }
    ByteStream stream = task.own(asked.get());
    long deadline = tasks.in(DECIDING);
    String answer;
    try {
      ClassicWay.say(stream, new ClassicHeader(file.size(), file.name()).text());
      task.show(new TransferState.Offered());
      answer = StreamTimer.within(tasks, stream, deadline, () -> ClassicWay.answer(stream));
    } catch (IOException e) {
      return tasks.now() >= deadline ? new TimedOut(Stage.OFFER) : ClassicWay.gone(link);
    }
    return answer.equals(ClassicWay.GO) ? send(stream) : new Declined();
  }

  private EndReason send(ByteStream stream) throws InterruptedException {
    Hashes computed;
    try {
      cargo.agreed(Portion.WHOLE);
      task.flowing(file.size(), 0);
      computed = cargo.move(stream, task::progress).computed();
    } catch (IOException e) {
      return ClassicWay.broken(e, link);
    }
    task.moved();
    task.show(new TransferState.Verifying(Route.ICE));
    ClassicWay.awaitTaken(tasks, stream);
    Optional<String> loss = link.loss();
    if (loss.isPresent()) {
      return ClassicWay.gone(link);
    }
    return task.claim()
        ? new Completed(Verified.SENT_ONLY, computed.get(Hashes.SHA_256).orElse(""))
        : new Cancelled(Side.HERE);
  }
}
