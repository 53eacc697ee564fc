package dev.ferry.app;

import dev.ferry.app.account.PrivateFiles;
import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.JsonLine;
import dev.ferry.app.report.Report;
import dev.ferry.app.run.Accepting;
import dev.ferry.app.run.Devices;
import dev.ferry.app.run.Doorkeeper;
import dev.ferry.app.run.Home;
import dev.ferry.app.run.Interrupts;
import dev.ferry.app.run.Logs;
import dev.ferry.io.Ferries;
import dev.ferry.io.Turn;
import dev.ferry.negotiation.Paces;
import dev.ferry.node.Node;
import dev.ferry.node.NodeRoutes;
import dev.ferry.node.Refused;
import dev.ferry.node.api.ApiServer;
import dev.ferry.node.client.NodePlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code ferry node}: stays, with all accounts of this device, and serves its page. */
@Command(
    name = "node",
    description = "Keep running: receive, deliver what waits, and serve a page on this machine.",
    sortOptions = false)
final class NodeCommand implements Callable<Integer> {
  private static final int SECRET = 32;

  @ParentCommand private FerryCommand ferry;
  @Mixin private DeviceOptions options;

  @Option(
      names = "--port",
      paramLabel = "NUMBER",
      defaultValue = "0",
      description = "The page's port on 127.0.0.1; any that is free if not said.")
  private int port;

  @Option(names = "--open", description = "Show the page in the browser.")
  private boolean open;

  @Option(
      names = "--accept",
      paramLabel = "ask|pictures|contacts|all",
      description = "What is taken without a question, from now on; ask if never said.")
  private Optional<Accepting.Rule> accept = Optional.empty();

  @Option(
      names = "--into",
      paramLabel = "DIR",
      description =
          "The folder that receives, from now on; Downloads if never said, where there is one.")
  private Optional<Path> into = Optional.empty();

  @Override
  public Integer call() {
    Report report = ferry.surroundings().report(options.json());
    return Failure.told(report, () -> run(report));
  }

  private int run(Report report) throws Failure, InterruptedException {
    Surroundings surroundings = ferry.surroundings();
    Home home = surroundings.home();
    if (open && showRunning(home, report)) {
      return ExitStatus.DONE;
    }
    Logs.set(surroundings.environment());
    CountDownLatch stop = new CountDownLatch(1);
    try (var _ =
            Interrupts.take(() -> {
              report.notice("Stopping; what was being sent goes on with the next run.");
              stop.countDown();
            });
        var _ = turn(home);
        Doorkeeper door = Doorkeeper.receiving(home);
        Node node = node(report, door);
        ApiServer server = serve(node)) {
      NodePlace place = place(server);
      place.write(home);
      node.start();
      tell(report, place);
      stop.await();
      NodePlace.remove(home);
      return ExitStatus.DONE;
    } catch (IOException e) {
      throw Failure.here("the node cannot run: " + Causes.text(e), "mend that, then try again");
    }
  }

  /** Shows the page of a node that runs already; answers whether there is one. */
  private static boolean showRunning(Home home, Report report) throws Failure {
    Optional<NodePlace> running = RunningNode.find(home);
    running.ifPresent(place -> Browser.show(place.page(), report));
    return running.isPresent();
  }

  /** One node a home. */
  private static Turn turn(Home home) throws Failure, IOException {
    PrivateFiles.folder(home.run());
    return Turn.take(RunningNode.lock(home))
        .orElseThrow(() ->
            Failure.here(
                "a node of this home runs already",
                "open its page: ferry node --open; or set FERRY_HOME to another folder"));
  }

  private Node node(Report report, Doorkeeper door) throws Failure, IOException {
    Surroundings surroundings = ferry.surroundings();
    Optional<Path> said = into.map(surroundings.folder()::resolve).map(Path::normalize);
    if (said.isPresent() && !Files.isDirectory(said.get())) {
      throw Failure.here(
          "there is no folder " + said.get(), "make it first, or choose another with --into");
    }
    Paces paces = Paces.free(Ferries.tasks());
    Devices devices = surroundings.devices().paced(paces);
    Node node =
        new Node(
            surroundings.home(),
            devices,
            new HomeAccounts(surroundings, devices, options, report, door),
            paces,
            usual(),
            Version.number());
    try {
      node.choose(accept, said);
      return node;
    } catch (Refused e) {
      node.close();
      throw new Failure(e.trouble());
    }
  }

  /** Where nobody ever said otherwise. */
  private Path usual() throws IOException {
    Path downloads = Path.of(System.getProperty("user.home"), "Downloads");
    return Files.isDirectory(downloads)
        ? downloads
        : PrivateFiles.folder(ferry.surroundings().home().folder().resolve("received"));
  }

  private ApiServer serve(Node node) throws IOException {
    byte[] secret = new byte[SECRET];
    new SecureRandom().nextBytes(secret);
    return ApiServer.open(
        port,
        HexFormat.of().formatHex(secret),
        NodeRoutes.of(node, new HomeDoctor(ferry.surroundings(), options)::examine),
        node.board());
  }

  private static NodePlace place(ApiServer server) {
    return new NodePlace(
        server.port(), server.token(), Version.number(), ProcessHandle.current().pid());
  }

  private void tell(Report report, NodePlace place) {
    if (options.json()) {
      ferry.surroundings().out().println(new JsonLine().put("url", place.page()));
      ferry.surroundings().out().flush();
    } else {
      report.notice("The page, for you alone: " + place.page());
    }
    if (open) {
      Browser.show(place.page(), report);
    }
  }
}
