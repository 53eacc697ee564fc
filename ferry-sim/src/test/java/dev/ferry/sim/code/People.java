package dev.ferry.sim.code;

import dev.ferry.code.Code;
import dev.ferry.code.Giving;
import dev.ferry.code.Hardness;
import dev.ferry.code.Party;
import dev.ferry.code.Taking;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.identity.AccountId;
import dev.ferry.identity.DeviceId;
import dev.ferry.sim.identity.Town;
import java.util.List;

/** Who gives and takes codes, with little work on each. */
final class People {
  static final Hardness LIGHT = new Hardness(8, 1);
  static final Party GIVER = party("giver");
  static final Party TAKER = party("taker");
  static final Party OTHER = party("other");

  private People() {}

  private static Party party(String name) {
    InfoHash device = InfoHash.ofText(name + "'s device");
    String longId = "ab".repeat(12) + device;
    return new Party(
        new AccountId(InfoHash.ofText(name)), new DeviceId(device, longId.substring(0, 64)));
  }

  static Giving give(Town town) throws Exception {
    return Giving.open(
        town.dht(0), town.world.tasks(), town.world.random(), GIVER, LIGHT, town.soon());
  }

  static Taking.Outcome take(Town town, int node, Party self, Code code) throws Exception {
    return Taking.take(
        town.dht(node), town.world.tasks(), town.world.random(), self, code, LIGHT, town.soon());
  }

  /** The same number with words of which one is wrong. */
  static Code wrong(Code code) {
    String other = code.words().getFirst().equals("acorn") ? "maple" : "acorn";
    return new Code(code.number(), List.of(other, code.words().get(1), code.words().get(2)));
  }
}
