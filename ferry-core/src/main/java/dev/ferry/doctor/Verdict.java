package dev.ferry.doctor;

import dev.ferry.ice.server.NatBehaviour;
import dev.ferry.ice.server.NatBehaviour.Dependence;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What the facts come to. Pure.
 *
 * @param directness with whom direct connections can be expected
 * @param advice what would make it better, the most important first
 */
public record Verdict(Directness directness, boolean relay, Set<Advice> advice) {
  /** With whom a direct connection can be expected, over TCP. */
  public enum Directness {
    /** Whoever connects, reaches us. */
    ANYBODY,
    /** Both sides connect at the same time, which NATs like ours let through. */
    MOST,
    /** Only those whom anybody reaches. */
    FEW,
    UNKNOWN,
    /** There is no network. */
    NOBODY
  }

  /** What to do. */
  public enum Advice {
    CONNECT_TO_A_NETWORK,
    ADD_AN_ACCOUNT,
    MEND_SIGN_IN,
    REACH_THE_DHT,
    NAME_A_SERVER,
    NAME_A_RELAY,
    MEND_A_SERVER,
    SWITCH_MAPPING_ON,
    ASK_PROVIDER_FOR_AN_ADDRESS
  }

  public Verdict {
    advice = Set.copyOf(advice);
  }

  public static Verdict of(List<Fact> facts) {
    Directness directness = directness(facts);
    boolean relay = facts.stream().anyMatch(f -> f instanceof Fact.ServerRelays);
    return new Verdict(directness, relay, advice(facts, directness, relay));
  }

  private static Directness directness(List<Fact> facts) {
    if (facts.stream().anyMatch(f -> f instanceof Fact.Addresses(var own) && own.isEmpty())) {
      return Directness.NOBODY;
    }
    if (facts.stream().anyMatch(Verdict::opensADoor)) {
      return Directness.ANYBODY;
    }
    // What is seen over TCP counts, as files go over TCP.
    for (Fact.Over over : Fact.Over.values()) {
      for (Fact fact : facts) {
        if (fact instanceof Fact.Nat(var about, var behaviour) && about == over) {
          Directness found = through(behaviour);
          if (found != Directness.UNKNOWN) {
            return found;
          }
        }
      }
    }
    return Directness.UNKNOWN;
  }

  private static Directness through(NatBehaviour nat) {
    // Without translation there may still be a firewall, which lets through what goes both ways.
    if (!nat.translated()) {
      return Directness.MOST;
    }
    return switch (nat.mapping()) {
      case NONE -> Directness.MOST;
      case ADDRESS, ADDRESS_AND_PORT, SOMETHING -> Directness.FEW;
      case UNKNOWN -> Directness.UNKNOWN;
    };
  }

  private static boolean opensADoor(Fact fact) {
    return switch (fact) {
      case Fact.Mapped(var mapping, long _) -> isPublic(mapping.external().getAddress());
      case Fact.Nat(var over, var nat) ->
          // Who has IPv4 alone does not come in by the other door.
          !over.isSix() && !nat.translated() && nat.filtering() == Dependence.NONE;
      default -> false;
    };
  }

  /** Whether an address can be reached from everywhere, as far as it shows. */
  public static boolean isPublic(InetAddress address) {
    if (address.isSiteLocalAddress()
        || address.isLinkLocalAddress()
        || address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    byte[] bytes = address.getAddress();
    int second = bytes[1] & 0xFF;
    // Of carriers (RFC 6598), and unique local ones.
    return address instanceof Inet4Address
        ? !((bytes[0] & 0xFF) == 100 && second >= 64 && second < 128)
        : (bytes[0] & 0xFE) != 0xFC;
  }

  /** The DHT is entered for an account without a server only. */
  private static boolean tellsOfAnotherAccount(Fact fact) {
    return fact instanceof Fact.DhtEntered || fact instanceof Fact.DhtSilent;
  }

  private static Set<Advice> advice(List<Fact> facts, Directness directness, boolean relay) {
    Set<Advice> advice = EnumSet.noneOf(Advice.class);
    if (directness == Directness.NOBODY) {
      advice.add(Advice.CONNECT_TO_A_NETWORK);
    }
    boolean asked = false;
    for (Fact fact : facts) {
      switch (fact) {
        case Fact.NoAccount _ -> {
          if (facts.stream().noneMatch(Verdict::tellsOfAnotherAccount)) {
            advice.add(Advice.ADD_AN_ACCOUNT);
          }
        }
        case Fact.DhtSilent _ -> advice.add(Advice.REACH_THE_DHT);
        case Fact.NotSignedIn _ -> advice.add(Advice.MEND_SIGN_IN);
        case Fact.ServerFails _ -> {
          advice.add(Advice.MEND_A_SERVER);
          asked = true;
        }
        case Fact.ServerAnswers _, Fact.ServerRelays _ -> asked = true;
        case Fact.NotMapped _ -> {
          if (directness == Directness.FEW) {
            advice.add(Advice.SWITCH_MAPPING_ON);
          }
        }
        case Fact.Mapped(var mapping, long _) -> {
          if (!isPublic(mapping.external().getAddress()) && directness != Directness.ANYBODY) {
            advice.add(Advice.ASK_PROVIDER_FOR_AN_ADDRESS);
          }
        }
        default -> {}
      }
    }
    if (directness != Directness.NOBODY && !asked) {
      advice.add(Advice.NAME_A_SERVER);
    } else if (!relay && asked && directness != Directness.ANYBODY) {
      advice.add(Advice.NAME_A_RELAY);
    }
    return advice;
  }
}
