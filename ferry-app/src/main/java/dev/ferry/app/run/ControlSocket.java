package dev.ferry.app.run;

import dev.ferry.app.account.PrivateFiles;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The private socket of a running command: other commands of the same home list and cancel its
 * transfers there, or ask for its node of the DHT. It lies in a folder that only its owner can
 * enter.
 */
public final class ControlSocket implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ControlSocket.class.getName());

  private final ServerSocketChannel server;
  private final Path path;
  private final Controlled running;
  private final Thread accepting;

  private ControlSocket(ServerSocketChannel server, Path path, Controlled running) {
    this.server = server;
    this.path = path;
    this.running = running;
    this.accepting = Thread.ofVirtual().name("control").unstarted(this::serve);
  }

  /**
   * Listens.
   *
   * @param name of this process, unique among those of the home
   * @throws IOException when that cannot be, for instance because the folder's path is too long for
   *     a socket
   */
  public static ControlSocket open(Home home, String name, Controlled running) throws IOException {
    Path path = PrivateFiles.folder(home.run()).resolve(name + ".sock");
    Files.deleteIfExists(path);
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(path));
      PrivateFiles.close(path);
    } catch (IOException e) {
      server.close();
      throw e;
    }
    ControlSocket socket = new ControlSocket(server, path, running);
    socket.accepting.start();
    return socket;
  }

  private void serve() {
    while (server.isOpen()) {
      try {
        SocketChannel client = server.accept();
        Thread.ofVirtual().name("control-client").start(() -> answer(client));
      } catch (IOException closed) {
        LOG.log(System.Logger.Level.DEBUG, "control socket ended: {0}", closed.getMessage());
        return;
      }
    }
  }

  private void answer(SocketChannel client) {
    try (client) {
      String request = ControlLines.read(client).getFirst();
      ControlLines.write(client, reply(request));
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "control client left: {0}", e.getMessage());
    }
  }

  private List<String> reply(String request) {
    if (request.startsWith(ControlLines.CANCEL)) {
      String id = request.substring(ControlLines.CANCEL.length());
      return running.cancel(id) ? List.of(ControlLines.DONE) : List.of();
    }
    return switch (request) {
      case ControlLines.LIST -> running.lines();
      case ControlLines.LIST_JSON -> running.json();
      case ControlLines.DHT -> running.dht(false);
      case ControlLines.DHT_JSON -> running.dht(true);
      default -> List.of();
    };
  }

  @Override
  public void close() {
    try {
      server.close();
      Files.deleteIfExists(path);
      // The socket goes when the last who waits at it has left.
      accepting.join();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "closing the control socket", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
