package dev.ferry.peerlink.files;

import dev.ferry.Assurance;
import dev.ferry.EndReason;
import dev.ferry.Progress;
import dev.ferry.Route;
import dev.ferry.TransferState;
import dev.ferry.content.Copied;
import dev.ferry.negotiation.Watcher;
import dev.ferry.port.FileVault.StoredFile;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is shown of a transfer, to a watcher that may come later than its first states. By the
 * transfer's own task, progress by the one that moves the bytes.
 */
final class FileView {
  /** The link is TLS 1.3, and at its other end is a device that its account vouches for. */
  static final Assurance ASSURANCE =
      new Assurance(Assurance.Encryption.TLS, Assurance.Proof.ACCOUNT);

  private final Monitor monitor;
  private Optional<Watcher> watcher = Optional.empty();
  private Optional<TransferState> last = Optional.empty();
  private volatile long size;
  private volatile long from;
  private volatile Route route = Route.ICE;
  private volatile boolean flowed;
  private volatile Optional<StoredFile> stored = Optional.empty();

  FileView(Tasks tasks) {
    this.monitor = tasks.monitor();
  }

  /** Shows all from now on, and where it stands now. */
  void to(Watcher one) {
    List<TransferState> missed = new ArrayList<>(1);
    monitor.change(() -> {
      watcher = Optional.of(one);
      last.ifPresent(missed::add);
    });
    missed.forEach(one::show);
  }

  void show(TransferState state) {
    List<Watcher> watching = new ArrayList<>(1);
    monitor.change(() -> {
      last = Optional.of(state);
      watcher.ifPresent(watching::add);
    });
    watching.forEach(w -> w.show(state));
  }

  /** How much is moved. */
  void about(long bytes) {
    size = bytes;
  }

  /** By which way. */
  void via(Route way) {
    route = way;
  }

  /** Bytes flow, beginning there in the file. */
  void flowing(long offset) {
    from = offset;
    flowed = true;
    progress(new Copied(offset, 0));
  }

  void progress(Copied copied) {
    Progress progress =
        new Progress(copied.bytes(), size, from, copied.bytesPerSecond(), copied.file());
    show(new TransferState.Flowing(progress, route, ASSURANCE));
  }

  void verifying() {
    show(new TransferState.Verifying(route));
  }

  void stored(Optional<StoredFile> file) {
    stored = file;
  }

  /** All is put away. */
  void ended(EndReason reason) {
    show(
        new TransferState.Ended(
            reason,
            stored,
            Optional.of(route).filter(_ -> flowed),
            Optional.of(ASSURANCE).filter(_ -> flowed)));
  }
}
