package dev.ferry.app.run;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The other commands that run on the same home, reached by their control sockets. */
public final class OtherCommands {
  private static final System.Logger LOG = System.getLogger(OtherCommands.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Home home;

  public OtherCommands(Home home) {
    this.home = home;
  }

  /** Cancels the transfer of that id; answers whether somebody runs it. */
  public boolean cancel(String id) throws IOException {
    return askAll(ControlLines.CANCEL + id).contains(ControlLines.DONE);
  }

  /** The transfers that run, one line each. */
  public List<String> list(boolean json) throws IOException {
    return askAll(json ? ControlLines.LIST_JSON : ControlLines.LIST);
  }

  /** How the nodes of the DHT that run are doing. */
  public List<String> dht(boolean json) throws IOException {
    return askAll(json ? ControlLines.DHT_JSON : ControlLines.DHT);
  }

  private List<String> askAll(String request) throws IOException {
    List<String> answers = new ArrayList<>();
    if (Files.isDirectory(home.run())) {
      try (DirectoryStream<Path> sockets = Files.newDirectoryStream(home.run(), "*.sock")) {
        for (Path socket : sockets) {
          answers.addAll(ask(socket, request));
        }
      }
    }
    answers.removeIf(String::isEmpty);
    return answers;
  }

  private static List<String> ask(Path socket, String request) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      if (!connect(channel, socket)) {
        return List.of();
      }
      FutureTask<List<String>> talk = new FutureTask<>(() -> talk(channel, request));
      Thread.ofVirtual().name("ask " + socket).start(talk);
      return talk.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException silent) {
      LOG.log(System.Logger.Level.DEBUG, "no answer at " + socket, silent);
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private static boolean connect(SocketChannel channel, Path socket) throws IOException {
    try {
      return channel.connect(UnixDomainSocketAddress.of(socket));
    } catch (IOException nobody) {
      // Its process was killed before it could take the socket away.
      Files.deleteIfExists(socket);
      return false;
    }
  }

  private static List<String> talk(SocketChannel channel, String request) throws IOException {
    ControlLines.write(channel, List.of(request));
    return ControlLines.read(channel);
  }
}
