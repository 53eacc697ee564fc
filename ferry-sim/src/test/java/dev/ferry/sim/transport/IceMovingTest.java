package dev.ferry.sim.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Route;
import dev.ferry.ice.Credentials;
import dev.ferry.sim.contract.Encounter.Outcome;
import dev.ferry.stanza.Xml;
import dev.ferry.transport.IceMessage;
import dev.ferry.transport.IceWire;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who met at a relay goes on looking for a direct way. */
class IceMovingTest {
  private static final int SEEDS = 5;

  private static void between(Neighbourhood one, Neighbourhood two, IceLand.Life life) {
    for (long seed = 0; seed < SEEDS; seed++) {
      IceLand.run(seed, one, two, true, life).check();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PUBLIC, PUBLIC",
    "PUBLIC, SYMMETRIC",
    "PORT_RESTRICTED, PORT_RESTRICTED",
    "RESETTING, REMAPPING",
    "RESTRICTED, SYMMETRIC",
    "FIREWALL, CARRIER"
  })
  void movesOnceTheDirectWayOpens(Neighbourhood one, Neighbourhood two) {
    between(
        one,
        two,
        land -> {
          try (var encounter = land.encounter().agree()) {
            var relocation = new Relocation(land, encounter);
            var opening = relocation.blockedFor(12 * IceLand.SECOND);
            relocation.carry(relocation.meetAtTheRelay(), 300);
            opening.join();

            assertThat(relocation.told()).containsExactly(List.of(Route.ICE), List.of(Route.ICE));
          }
        });
  }

  @Test
  void eachRestartHasCredentialsOfItsOwnAndNoRelays() {
    between(
        Neighbourhood.PUBLIC,
        Neighbourhood.PUBLIC,
        land -> {
          try (var encounter = land.encounter().agree()) {
            var relocation = new Relocation(land, encounter);
            var opening = relocation.blockedFor(40 * IceLand.SECOND);
            relocation.carry(relocation.meetAtTheRelay(), 700);
            opening.join();

            List<Xml> all = new ArrayList<>(List.of(encounter.offer().element()));
            all.addAll(encounter.toldByInitiator());
            all.add(encounter.answer().element());
            all.addAll(encounter.toldByResponder());
            List<IceMessage> messages = all.stream().map(x -> IceWire.read(x).get()).toList();
            assertThat(messages).anyMatch(m -> m.generation() == 2);
            for (IceMessage message : messages) {
              assertThat(messages.stream().filter(m -> m.generation() == message.generation()))
                  .extracting(IceMessage::credentials)
                  .doesNotHaveDuplicates()
                  .hasSize(2);
            }
            assertThat(messages.stream().map(IceMessage::credentials).flatMap(Optional::stream))
                .extracting(Credentials::fragment)
                .doesNotHaveDuplicates();
            assertThat(messages.stream().filter(m -> m.generation() > 0))
                .flatExtracting(IceMessage::candidates)
                .noneMatch(c -> c.isRelayed());
          }
        });
  }

  @Test
  void staysAtTheRelayWhereNoOtherWayOpens() {
    between(
        Neighbourhood.SYMMETRIC,
        Neighbourhood.SYMMETRIC,
        land -> {
          try (var encounter = land.encounter().agree()) {
            var relocation = new Relocation(land, encounter);
            relocation.carry(relocation.meetAtTheRelay(), 900);

            assertThat(relocation.told()).allMatch(List::isEmpty);
            assertThat(encounter.toldByInitiator()).isNotEmpty();
          }
        });
  }

  @Test
  void aPeerThatDoesNotAnswerIsAskedThreeTimes() {
    between(
        Neighbourhood.PUBLIC,
        Neighbourhood.PUBLIC,
        land -> {
          try (var encounter = land.encounter().repeatingInfos(0).agree()) {
            var relocation = new Relocation(land, encounter);
            var opening = relocation.blockedFor(30 * IceLand.SECOND);
            relocation.carry(relocation.meetAtTheRelay(), 1500);
            opening.join();

            assertThat(
                    encounter.toldByInitiator().stream()
                        .map(x -> IceWire.read(x).get().generation())
                        .filter(g -> g > 0)
                        .distinct())
                .containsExactly(1, 2, 3);
            assertThat(relocation.told()).allMatch(List::isEmpty);
          }
        });
  }

  @Test
  void doesNotLookWhereOnlyRelaysAreAllowed() {
    between(
        Neighbourhood.PUBLIC,
        Neighbourhood.PUBLIC,
        land -> {
          try (var encounter = land.encounter().allowing(Route.RELAY).agree()) {
            var relocation = new Relocation(land, encounter);
            relocation.carry(relocation.meetAtTheRelay(), 300);

            assertThat(encounter.toldByInitiator()).isEmpty();
            assertThat(relocation.told()).allMatch(List::isEmpty);
          }
        });
  }

  @Test
  void aFloodOfRestartsIsAnsweredSlowly() {
    between(
        Neighbourhood.PUBLIC,
        Neighbourhood.PUBLIC,
        land -> {
          try (var encounter = land.encounter().agree()) {
            var relocation = new Relocation(land, encounter);
            var opening = relocation.blockedFor(20 * IceLand.SECOND);
            List<Outcome> met = relocation.meetAtTheRelay();
            IceMessage offer = IceWire.read(encounter.offer().element()).get();
            for (int number = 1000; number < 3000; number++) {
              encounter
                  .answer()
                  .informed(
                      IceWire.write(
                          new IceMessage(
                              offer.credentials(), offer.candidates(), true, true, number)));
            }
            relocation.carry(met, 250);
            opening.join();

            assertThat(encounter.toldByResponder()).hasSizeLessThan(10);
          }
        });
  }
}
