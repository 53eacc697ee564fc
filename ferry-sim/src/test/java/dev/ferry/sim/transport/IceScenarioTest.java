package dev.ferry.sim.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Route;
import dev.ferry.ice.Candidate;
import dev.ferry.ice.CandidateType;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Listener;
import dev.ferry.port.Network;
import dev.ferry.port.TaskHandle;
import dev.ferry.sim.contract.Encounter;
import dev.ferry.sim.contract.Encounter.Outcome;
import dev.ferry.stanza.Xml;
import dev.ferry.transport.IceMessage;
import dev.ferry.transport.IceWire;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** ICE where something is special about the networks, the servers or the peer. */
class IceScenarioTest {
  private static final int SEEDS = 10;

  private static void between(Neighbourhood one, Neighbourhood two, IceLand.Life life) {
    for (long seed = 0; seed < SEEDS; seed++) {
      IceLand.run(seed, one, two, true, life).check();
    }
  }

  private static IceMessage read(Xml element) {
    return IceWire.read(element).orElseThrow();
  }

  /** Rewrites the candidates that one side names. */
  private static UnaryOperator<Xml> naming(UnaryOperator<Candidate> other) {
    return element -> {
      IceMessage told = read(element);
      List<Candidate> others = told.candidates().stream().map(other).toList();
      return IceWire.write(new IceMessage(told.credentials(), others, told.complete(), told.raw()));
    };
  }

  private static Candidate at(Candidate candidate, InetSocketAddress place) {
    return new Candidate(
        candidate.type(),
        candidate.tcpType(),
        place,
        candidate.foundation(),
        candidate.priority(),
        candidate.related());
  }

  @Test
  void isNominatedAfterTwoRoundTripsOnAnOpenPath() {
    between(
        Neighbourhood.PUBLIC,
        Neighbourhood.PUBLIC,
        land -> {
          try (var encounter = land.encounter().agree()) {
            long before = land.bed().tasks().now();
            land.expect(Route.ICE, encounter);
            long roundTrip = 20 * IceLand.MILLI;
            // Two to nominate, one for both sides to say that raw bytes follow; then the bytes,
            // there and back.
            assertThat(land.bed().tasks().now() - before)
                .isLessThan(5 * roundTrip + 50 * IceLand.MILLI);
          }
        });
  }

  @Test
  void gathersWhatServersKnowBeforeItOffers() {
    between(
        Neighbourhood.REMAPPING,
        Neighbourhood.PUBLIC,
        land -> {
          try (var encounter = land.encounter().agree()) {
            IceMessage offer = read(encounter.offer().element());
            assertThat(offer.complete()).isTrue();
            assertThat(offer.candidates())
                .extracting(Candidate::type)
                .contains(
                    CandidateType.HOST, CandidateType.SERVER_REFLEXIVE, CandidateType.RELAYED);
          }
        });
  }

  @Test
  void tellsNoAddressOfOursWhereOnlyRelaysAreAllowed() {
    between(
        Neighbourhood.PUBLIC,
        Neighbourhood.PORT_RESTRICTED,
        land -> {
          try (var encounter = land.encounter().allowing(Route.RELAY).agree()) {
            for (Xml element : List.of(encounter.offer().element(), encounter.answer().element())) {
              assertThat(read(element).candidates())
                  .isNotEmpty()
                  .allMatch(c -> c.type() == CandidateType.RELAYED);
              assertThat(element.toString()).doesNotContain("198.18.").doesNotContain("192.168.");
            }
            land.expect(Route.RELAY, encounter);
          }
        });
  }

  @Test
  void usesNoRelayWhereNoneIsAllowed() {
    between(
        Neighbourhood.SYMMETRIC,
        Neighbourhood.SYMMETRIC,
        land -> {
          try (var encounter = land.encounter().allowing(Route.ICE).agree()) {
            for (Outcome outcome : encounter.meet(land.bed().tasks().in(8 * IceLand.SECOND))) {
              assertThat(outcome.carrier()).isEmpty();
              assertThat(outcome.attempts()).allMatch(a -> a.route() == Route.ICE);
            }
          }
        });
  }

  @Test
  void nothingButStunGoesToAPlaceThatIsNotThePeer() {
    between(
        Neighbourhood.PUBLIC,
        Neighbourhood.PUBLIC,
        land -> {
          var victim = new InetSocketAddress(InetAddress.ofLiteral("198.18.13.10"), 6379);
          Network third = land.world().network().host("third", "198.18.13.10");
          List<byte[]> heard = new ArrayList<>();
          try (Listener listener = third.listen(victim)) {
            TaskHandle listening =
                land.bed().tasks().fork("third listens", () -> listen(listener, heard));
            try (var encounter =
                land.encounter().spoilingInitiator(naming(c -> at(c, victim))).agree()) {
              // The initiator's own checks still come through: its place is seen by them.
              land.expect(Route.ICE, encounter);
            }
            listening.interrupt();
            listening.join();
          }
          for (byte[] said : heard) {
            assertThat(said[2] & 0xC0).isZero();
            assertThat(ByteBuffer.wrap(said).getInt(6)).isEqualTo(0x2112A442);
          }
        });
  }

  private static void listen(Listener listener, List<byte[]> heard) throws Exception {
    while (true) {
      try (ByteStream stream = listener.accept().stream()) {
        ByteBuffer into = ByteBuffer.allocate(1000);
        if (stream.read(into) > 0) {
          byte[] said = new byte[into.flip().remaining()];
          into.get(said);
          heard.add(said);
        }
      }
    }
  }

  @Test
  void placesThatNoPeerCanBeAtAreNotTried() {
    for (String place : List.of("127.0.0.1", "0.0.0.0", "224.0.0.1", "169.254.169.254", "::1")) {
      between(
          Neighbourhood.PUBLIC,
          Neighbourhood.PUBLIC,
          land -> {
            var at = new InetSocketAddress(InetAddress.ofLiteral(place), 22);
            try (var encounter =
                land.encounter()
                    .spoilingInitiator(naming(c -> at(c, at)))
                    .spoilingResponder(naming(c -> at(c, at)))
                    .agree()) {
              List<Outcome> outcomes = encounter.meet(land.bed().tasks().in(2 * IceLand.SECOND));
              assertThat(outcomes).allMatch(o -> o.carrier().isEmpty());
              assertThat(outcomes.getFirst().attempts())
                  .anyMatch(a -> a.outcome().startsWith("not tried"));
            }
          });
    }
  }

  @Test
  void ourOwnPlaceNamedByThePeerIsNotConnectedTo() {
    between(
        Neighbourhood.PORT_RESTRICTED,
        Neighbourhood.PORT_RESTRICTED,
        land -> {
          List<Candidate> own = new ArrayList<>();
          try (var encounter = new Encounter(land.bed())) {
            encounter
                .spoilingInitiator(element -> {
                  own.addAll(read(element).candidates());
                  return element;
                })
                .spoilingResponder(
                    naming(
                        c -> c.type() == CandidateType.HOST ? at(c, own.getFirst().address()) : c));
            encounter.agree();
            land.expect(Route.ICE, encounter);
          }
        });
  }

  @Test
  void candidatesFollowTheOfferWhenServersAreSlow() {
    between(
        Neighbourhood.REMAPPING,
        Neighbourhood.REMAPPING,
        land -> {
          land.slowServer(400 * IceLand.MILLI);
          try (var encounter = land.encounter().agree()) {
            assertThat(read(encounter.offer().element()).complete()).isFalse();
            land.expect(Route.ICE, encounter);
            assertThat(encounter.toldByInitiator())
                .anyMatch(told -> !read(told).candidates().isEmpty());
          }
        });
  }

  @Test
  void lostSegmentsOnlyTakeTime() {
    between(
        Neighbourhood.PORT_RESTRICTED,
        Neighbourhood.FIREWALL,
        land -> {
          land.world().network().loss("pieter", "nora", 100);
          try (var encounter = land.encounter().agree()) {
            land.expect(Route.ICE, encounter);
          }
        });
  }

  @Test
  void aPeerWithoutOurElementIsNotOneOfUs() {
    between(
        Neighbourhood.PUBLIC,
        Neighbourhood.PUBLIC,
        land -> {
          UnaryOperator<Xml> plain =
              e -> {
                IceMessage m = read(e);
                return IceWire.write(
                    new IceMessage(m.credentials(), m.candidates(), m.complete(), false));
              };
          try (var encounter = land.encounter().spoilingResponder(plain).agree()) {
            Outcome outcome = encounter.connectInitiator(land.bed().tasks().in(IceLand.SECOND));
            assertThat(outcome.attempts()).isNotEmpty();
            assertThat(outcome.carrier()).isEmpty();
          }
        });
  }
}
