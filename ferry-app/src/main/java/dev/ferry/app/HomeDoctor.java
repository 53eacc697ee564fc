package dev.ferry.app;

import dev.ferry.app.doctor.FactJson;
import dev.ferry.app.doctor.FactWords;
import dev.ferry.app.doctor.VerdictWords;
import dev.ferry.app.terminal.Style;
import dev.ferry.doctor.Examination;
import dev.ferry.doctor.Fact;
import dev.ferry.doctor.Verdict;
import dev.ferry.io.Ferries;
import dev.ferry.io.socket.Interfaces;
import dev.ferry.io.socket.SocketNetwork;
import dev.ferry.io.tasks.SystemRandomness;
import dev.ferry.json.Json;
import dev.ferry.node.Fields;
import dev.ferry.node.Refused;
import dev.ferry.port.World;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code ferry doctor} finds out of the network, for the node, whose accounts show themselves
 * how they stand.
 */
record HomeDoctor(Surroundings surroundings, DeviceOptions options) {
  Json.Obj examine() throws Refused, InterruptedException {
    List<String> named = options.interfaces(surroundings);
    Interfaces allowed = named.isEmpty() ? Interfaces.all() : Interfaces.named(named);
    try {
      allowed.check();
    } catch (IOException e) {
      throw Refused.failed(Causes.text(e), "start the node with another --interface");
    }
    World world = new World(Ferries.tasks(), new SocketNetwork(allowed), new SystemRandomness());
    Examination network = new Examination(world, RealDevices::tls);
    List<Fact> facts = new ArrayList<>();
    facts.add(network.addresses());
    facts.addAll(
        network.examine(IceServers.of(surroundings.environment()), DhtOptions.usual(surroundings)));
    return json(facts);
  }

  private static Json.Obj json(List<Fact> facts) {
    List<Json> all = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (Fact fact : facts) {
      all.add(Json.parse(FactJson.of(fact).toString()).orElseThrow());
      lines.addAll(FactWords.of(fact, Style.PLAIN));
    }
    return new Fields()
        .put("verdict", VerdictWords.of(Verdict.of(facts)))
        .put("lines", lines)
        .put("facts", new Json.Arr(all))
        .object();
  }
}
