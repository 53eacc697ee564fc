package dev.ferry.ice.meeting;

import dev.ferry.ice.AfterNomination;
import dev.ferry.ice.Found;
import dev.ferry.ice.IceAgent;
import dev.ferry.ice.IceFailure;
import dev.ferry.ice.IceSettings;
import dev.ferry.ice.Role;
import dev.ferry.machine.ScopeClosed;
import dev.ferry.port.World;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * One attempt of two devices to meet: {@link #describe}, send that to the peer, {@link #meet} with
 * what the peer sent. Each is called once, in this order, from any task.
 *
 * <p>Other agents wait some ten seconds for checks, so the controlling side tells its description
 * no later than it meets, and a controlled one may be asked before it knows who asks. Whoever has
 * the stream closes it; {@link #close} ends everything else, also amid the attempt.
 */
public final class Meeting implements AutoCloseable {
  private final IceAgent agent;

  /**
   * @param role who asks to meet is controlled where the peer is a client of OpenDHT
   * @param admission which of the peer's candidates may be connected to
   * @param consent whether to ask the peer now and then if it still wants our bytes (RFC 7675)
   */
  public Meeting(
      World world, IceSettings settings, Role role, IceAgent.Admission admission, boolean consent) {
    this.agent =
        new IceAgent(world, settings, role, admission, new AfterNomination.Framed(consent));
  }

  /**
   * Opens ports, asks servers, and writes what the peer must know.
   *
   * @param deadline when to go without the servers that have not answered, a value of {@link
   *     dev.ferry.port.Tasks#now}; what they say later goes untold
   * @throws IOException when there is no place to be met at
   */
  public Description describe(long deadline) throws IOException, InterruptedException {
    try {
      agent.gather(deadline);
    } catch (ScopeClosed closed) {
      throw new IOException("the meeting was given up here", closed);
    }
    var description = new Description(agent.credentials(), agent.candidates());
    if (description.candidates().isEmpty()) {
      throw new IOException(
          "this device has no place to be met at: no network interface is up, and no relay gave a"
              + " place; connect to a network");
    }
    return description;
  }

  /**
   * Finds the connection.
   *
   * @param theirs what the peer wrote
   * @return a stream that is framed below; its role says who is the client of TLS
   * @throws IceFailure when there is none by the deadline; says what was tried
   */
  public Found meet(String theirs, long deadline) throws IceFailure, InterruptedException {
    Optional<Description> peer = Description.read(theirs);
    try {
      if (peer.isEmpty()) {
        throw new IceFailure("what the peer wrote about its places makes no sense", List.of());
      }
      agent.meet(peer.get().credentials());
      agent.hear(peer.get().candidates());
      agent.heardAll();
      return agent.connect(false, deadline);
    } catch (ScopeClosed closed) {
      throw new IceFailure("given up here", List.of());
    } finally {
      close();
    }
  }

  @Override
  public void close() {
    agent.close();
  }
}
