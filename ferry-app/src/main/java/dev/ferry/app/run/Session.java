package dev.ferry.app.run;

import dev.ferry.Ferry;
import dev.ferry.Peer;
import dev.ferry.Standing;
import dev.ferry.Transfer;
import dev.ferry.TransferState;
import dev.ferry.TransferState.Ended;
import dev.ferry.app.report.DeviceWords;
import dev.ferry.app.report.Report;
import dev.ferry.app.report.Subject;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One run of a command that transfers files: its device, its private socket, and Ctrl-C, which
 * takes the device offline. Closing it puts all of that away. {@link #follow} may be called from
 * any thread, the rest from the one that opened it.
 */
public final class Session implements AutoCloseable {
  private final Report report;
  private final Running running = new Running();
  private final Thread owner = Thread.currentThread();
  private final Interrupts interrupts;
  private Optional<Ferry> ferry = Optional.empty();
  private final List<Ferry> others = new ArrayList<>();
  private Optional<ControlSocket> control = Optional.empty();
  private Optional<Thread> absences = Optional.empty();

  /** How the session gets its device. */
  @FunctionalInterface
  public interface Opener {
    Ferry open() throws NotOnline, InterruptedException;
  }

  private Session(Report report) {
    this.report = report;
    this.interrupts = Interrupts.take(this::stop);
  }

  /**
   * Goes online.
   *
   * @throws InterruptedException when Ctrl-C came first
   */
  public static Session open(Home home, Report report, Opener opener)
      throws NotOnline, InterruptedException {
    Session session = new Session(report);
    try {
      session.online(opener.open());
      session.tellAbsences();
      session.listen(home);
      return session;
    } catch (NotOnline | InterruptedException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  private void online(Ferry opened) throws InterruptedException {
    boolean late;
    synchronized (this) {
      late = interrupts.interrupted();
      ferry = Optional.of(opened);
    }
    if (late) {
      throw new InterruptedException("stopped while going online");
    }
  }

  /**
   * Goes online in another world too, for as long as the session lasts.
   *
   * @throws InterruptedException when Ctrl-C came first
   */
  public Ferry another(Opener opener) throws NotOnline, InterruptedException {
    Ferry opened = opener.open();
    boolean late;
    synchronized (this) {
      late = interrupts.interrupted();
      others.add(opened);
    }
    if (late) {
      throw new InterruptedException("stopped while going online");
    }
    return opened;
  }

  /** Tells when the device is away from its server, and when it is back. */
  private void tellAbsences() {
    Ferry device = ferry();
    absences =
        Optional.of(
            Thread.ofVirtual()
                .name("tell absences")
                .start(() -> {
                  try {
                    tellAbsences(device, device.standing());
                  } catch (InterruptedException closing) {
                    Thread.currentThread().interrupt();
                  }
                }));
  }

  private void tellAbsences(Ferry device, Standing first) throws InterruptedException {
    boolean server = device.self() instanceof Peer.Xmpp;
    Standing seen = first;
    boolean told = false;
    if (first instanceof Standing.Away(String why)) {
      told = true;
      report.lost(why);
    }
    while (!(seen instanceof Standing.Gone)) {
      Optional<Standing> next = device.nextStanding(seen, Tasks.NEVER);
      seen = next.orElse(seen);
      // Each try that fails is one more absence; the first one says enough.
      if (seen instanceof Standing.Away(String why) && !told) {
        told = true;
        if (server) {
          report.away(why);
        } else {
          report.lost(why);
        }
      } else if (seen instanceof Standing.Reachable(Peer self)) {
        told = false;
        report.ready(
            self.toString(),
            server ? "Signed in again, as " + self + "." : "Others can find this device now.");
      }
    }
  }

  private void listen(Home home) {
    try {
      control = Optional.of(ControlSocket.open(home, Long.toString(pid()), running));
    } catch (IOException e) {
      report.notice("Other shells cannot list or cancel these transfers: " + e.getMessage());
    }
  }

  private static long pid() {
    return ProcessHandle.current().pid();
  }

  /** What Ctrl-C does: while the device is not there yet, it is no longer waited for. */
  private void stop() {
    report.notice("Cancelling; once more ends at once.");
    Optional<Ferry> open;
    synchronized (this) {
      open = ferry;
      if (open.isEmpty()) {
        owner.interrupt();
      }
    }
    running.cancelAll();
    open.ifPresent(Ferry::close);
    closeOthers();
  }

  private void closeOthers() {
    List<Ferry> open;
    synchronized (this) {
      open = List.copyOf(others);
    }
    open.forEach(Ferry::close);
  }

  /** The id by which every shell of this home can name the transfer. */
  public static String id(Transfer transfer) {
    return transfer.id() + "@" + pid();
  }

  public synchronized Ferry ferry() {
    return ferry.orElseThrow();
  }

  /** Tells people something. */
  public void notice(String sentence) {
    report.notice(sentence);
  }

  /** Whether Ctrl-C came. */
  public boolean stopped() {
    return interrupts.interrupted();
  }

  /** Reports a transfer until its end, which it answers. */
  public Ended follow(Subject subject, Transfer transfer) throws InterruptedException {
    return follow(subject, transfer, _ -> {});
  }

  /** The same; {@code also} sees each state too. */
  public Ended follow(Subject subject, Transfer transfer, Consumer<TransferState> also)
      throws InterruptedException {
    running.add(subject, transfer);
    try {
      return Following.follow(
          transfer,
          state -> {
            if (state instanceof Ended) {
              remark(subject, transfer);
            }
            report.state(subject, state);
            also.accept(state);
          });
    } finally {
      running.remove(subject);
    }
  }

  private void remark(Subject subject, Transfer transfer) {
    List<String> remarks = new ArrayList<>(transfer.remarks());
    remarks.addAll(DeviceWords.of(transfer));
    if (!remarks.isEmpty()) {
      report.remarks(subject, remarks);
    }
    if (!transfer.parts().isEmpty()) {
      report.parts(subject, transfer.parts());
    }
  }

  @Override
  public void close() {
    Optional<Ferry> open;
    synchronized (this) {
      open = ferry;
    }
    absences.ifPresent(Thread::interrupt);
    open.ifPresent(Ferry::close);
    closeOthers();
    control.ifPresent(ControlSocket::close);
    interrupts.close();
  }
}
