package dev.ferry.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.EndReason;
import dev.ferry.EndReason.Cancelled;
import dev.ferry.EndReason.Completed;
import dev.ferry.EndReason.ConnectionLost;
import dev.ferry.EndReason.Corrupted;
import dev.ferry.EndReason.Declined;
import dev.ferry.EndReason.NoRoute;
import dev.ferry.EndReason.PeerFault;
import dev.ferry.EndReason.SecurityRefused;
import dev.ferry.EndReason.StorageFailed;
import dev.ferry.EndReason.TimedOut;
import dev.ferry.EndReason.Unreachable;
import dev.ferry.Route;
import dev.ferry.Transfer;
import dev.ferry.TransferState.Ended;
import dev.ferry.port.FileVault.StoredFile;
import dev.ferry.sim.file.Received;
import java.util.ArrayList;
import java.util.List;

/** How everything at a place ended, line by line: the transfers of everybody, then their files. */
final class Story {
  private Story() {}

  /** Of a transfer of {@code song.ogg} from alice that ended before bob heard of it. */
  static String unseen(String sender) {
    return "alice sends song.ogg: %s\n".formatted(sender);
  }

  static String ended(String sender, String receiver) {
    return unseen(sender) + "bob receives song.ogg: %s\n".formatted(receiver);
  }

  static String arrived(String sender, String receiver, long size) {
    return ended(sender, receiver) + "bob has song.ogg, %d bytes\n".formatted(size);
  }

  /** Waits for all transfers. */
  static String of(Place place) throws InterruptedException {
    List<String> lines = new ArrayList<>();
    for (Party party : place.parties()) {
      for (Transfer transfer : party.ferry().transfers()) {
        lines.add(line(party, transfer));
      }
    }
    for (Party party : place.parties()) {
      party.vault().received().stream().map(r -> line(place, party, r)).forEach(lines::add);
    }
    return String.join("\n", lines) + "\n";
  }

  private static String line(Party party, Transfer transfer) throws InterruptedException {
    Ended end = transfer.await();
    boolean out = transfer.direction() == Transfer.Direction.OUT;
    assertStoredAsSaid(party, transfer, end);
    return party.name()
        + (out ? " sends " : " receives ")
        + transfer.file().name()
        + ": "
        + words(end.reason())
        + end.route().filter(_ -> end.reason() instanceof Completed).map(Story::by).orElse("");
  }

  /** A transfer says where its file lies exactly when it received one, and it is that one. */
  private static void assertStoredAsSaid(Party party, Transfer transfer, Ended end) {
    boolean received =
        end.reason() instanceof Completed && transfer.direction() == Transfer.Direction.IN;
    assertThat(end.stored().isPresent()).as("stored, of " + end).isEqualTo(received);
    if (received) {
      String name = end.stored().map(StoredFile::name).orElseThrow();
      Completed done = (Completed) end.reason();
      assertThat(party.vault().received())
          .anyMatch(r -> r.name().equals(name) && r.sha256().equals(done.sha256()));
    }
  }

  private static String by(Route route) {
    return ", " + route;
  }

  /** Without what differs from run to run, such as addresses. */
  static String words(EndReason reason) {
    return switch (reason) {
      case Completed done -> "completed, " + done.how();
      case Declined _ -> "declined";
      case Cancelled cancelled -> "cancelled " + cancelled.by();
      case NoRoute _ -> "no route";
      case Unreachable unreachable -> "unreachable: " + unreachable.why();
      case SecurityRefused refused -> "security refused: " + refused.why();
      case Corrupted corrupted -> "corrupted: " + corrupted.why();
      case StorageFailed failed -> "storage failed " + failed.side() + ": " + failed.why();
      case PeerFault fault -> "peer fault: " + fault.why();
      case ConnectionLost _ -> "connection lost";
      case TimedOut late -> "timed out: " + late.stage();
    };
  }

  private static String line(Place place, Party party, Received file) {
    boolean known =
        place.files().stream()
            .anyMatch(f -> f.size() == file.size() && f.sha256().equals(file.sha256()));
    return "%s has %s, %d bytes%s"
        .formatted(party.name(), file.name(), file.size(), known ? "" : ", SPOILED");
  }
}
