package dev.ferry.bench.peer;

import dev.ferry.bench.row.Skipped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An OpenSSH server of its own on loopback, and the client commands that reach it. */
public final class Sshd implements AutoCloseable {
  private static final Path SEPARATION = Path.of("/run/sshd");

  private static final String SERVER =
      """
      ListenAddress %1$s:%2$d
      HostKey %3$s/host
      AuthorizedKeysFile %3$s/user.pub
      PidFile none
      StrictModes no
      UsePAM no
      PasswordAuthentication no
      Subsystem sftp internal-sftp
      """;

  private static final String CLIENT =
      """
      Host bench
        HostName %1$s
        Port %2$d
        IdentityFile %3$s/user
        IdentitiesOnly yes
        StrictHostKeyChecking no
        UserKnownHostsFile /dev/null
        GlobalKnownHostsFile /dev/null
        BatchMode yes
        LogLevel ERROR
      """;

  private final Child server;
  private final Path folder;

  private Sshd(Child server, Path folder) {
    this.server = server;
    this.folder = folder;
  }

  /** Starts it with fresh keys in {@code folder}. */
  public static Sshd start(Path folder) throws IOException, InterruptedException, Skipped {
    Path sshd = Programs.need("sshd");
    Programs.need("scp");
    Programs.need("ssh");
    for (String key : List.of("host", "user")) {
      String path = folder.resolve(key).toString();
      run(folder, List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", key, "-f", path));
    }
    int port = Loopback.freePort();
    Path settings = folder.resolve("sshd_config");
    Files.writeString(settings, SERVER.formatted(Loopback.ADDRESS, port, folder));
    Files.writeString(
        folder.resolve("ssh_config"), CLIENT.formatted(Loopback.ADDRESS, port, folder));
    separate();
    List<String> command = List.of(sshd.toString(), "-D", "-e", "-f", settings.toString());
    Sshd started = new Sshd(Child.start(folder, Map.of(), command), folder);
    try {
      started.knock();
      return started;
    } catch (IOException e) {
      started.close();
      throw new Skipped("no sshd of our own could be used: " + e.getMessage());
    }
  }

  /** As root it insists on this folder, which its service otherwise makes. */
  private static void separate() throws Skipped {
    if (System.getProperty("user.name").equals("root")) {
      try {
        Files.createDirectories(SEPARATION);
      } catch (IOException e) {
        throw new Skipped("sshd needs the folder " + SEPARATION);
      }
    }
  }

  private void knock() throws IOException, InterruptedException {
    IOException last = new IOException("never tried");
    for (int attempt = 0; attempt < 20; attempt++) {
      try {
        run(folder, List.of("ssh", "-F", config(), "bench", "true"));
        return;
      } catch (IOException notYet) {
        last = notYet;
        Thread.sleep(100);
      }
    }
    throw last;
  }

  private static void run(Path folder, List<String> command)
      throws IOException, InterruptedException {
    try (Child child = Child.start(folder, Map.of(), command)) {
      child.finish(30);
    }
  }

  private String config() {
    return folder.resolve("ssh_config").toString();
  }

  /** The command that copies a file through this server. */
  public List<String> scp(List<String> options, Path from, Path to) {
    List<String> command = new ArrayList<>(List.of("scp", "-q", "-F", config()));
    command.addAll(options);
    command.addAll(List.of(from.toString(), "bench:" + to));
    return command;
  }

  /** The same, for rsync. */
  public List<String> rsync(Path from, Path to) {
    return rsync(List.of(), from, to);
  }

  /** The same with options. */
  public List<String> rsync(List<String> options, Path from, Path to) {
    List<String> command = new ArrayList<>(List.of("rsync", "-q", "-e", "ssh -F " + config()));
    command.addAll(options);
    command.addAll(List.of(from.toString(), "bench:" + to));
    return command;
  }

  public ProcessHandle handle() {
    return server.handle();
  }

  @Override
  public void close() throws InterruptedException {
    server.close();
  }
}
