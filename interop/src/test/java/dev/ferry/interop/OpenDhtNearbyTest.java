package dev.ferry.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ferry and dhtnode 2.4 find each other by multicast, with no name to begin with. */
@Needs({Program.OPENDHT, Program.NAMESPACES})
final class OpenDhtNearbyTest {
  private static final int THEIRS = 1;
  private static final int OURS = 2;
  private static final int OTHER = 3;

  private Scene scene;
  private Lan lan;
  private int started;

  @BeforeEach
  void join(Scene one) throws Exception {
    scene = one;
    lan = Lan.of(scene, 3);
    lan.multicast();
  }

  /** Both Ferrys ask for a moment only, so what one puts can have reached the other by dhtnode. */
  @Test
  void whoAsksFindsADhtnodeThatIsThere() throws Exception {
    dhtnode();

    done(ferry(OURS, "dht", "put", "nearby", "said", "--bootstrap", "none"));
    assertThat(done(ferry(OTHER, "dht", "get", "nearby", "--bootstrap", "none", "--json")))
        .anyMatch(line -> line.has("text", "said"));
  }

  @Test
  void aDhtnodeThatComesFindsTheFerryThatIsThere() throws Exception {
    ChildProcess node = ferry(OURS, "dht", "node", "--bootstrap", "none");
    node.await("being ready", OpenDht.PATIENCE, line -> line.text().startsWith("Node "));

    dhtnode();
    node.await("a node", OpenDht.PATIENCE, line -> line.text().startsWith("connected"));
  }

  private void dhtnode() throws IOException {
    run(THEIRS, "dhtnode", List.of("dhtnode", "-D", "-s", "-p", "4222"));
  }

  private ChildProcess ferry(int computer, String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of(Checkout.ferry().toString()));
    command.addAll(List.of(words));
    return run(computer, "ferry-" + words[1], command);
  }

  private ChildProcess run(int computer, String program, List<String> command) throws IOException {
    String name = program + "-" + ++started;
    Path folder = scene.folder(name);
    List<String> whole = new ArrayList<>(lan.computer(computer).prefix());
    whole.addAll(command);
    Map<String, String> environment =
        Map.of("FERRY_HOME", folder.resolve("home").toString(), "FERRY_BUILD", "never");
    return scene.keep(ChildProcess.start(name, folder, environment, whole));
  }

  private static List<Line> done(ChildProcess program) throws InterruptedException {
    if (program.exitStatus(OpenDht.PATIENCE) != 0) {
      throw program.failure("did not end well");
    }
    return program.lines();
  }
}
