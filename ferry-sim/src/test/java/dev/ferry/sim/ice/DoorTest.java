package dev.ferry.sim.ice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.ice.Found;
import dev.ferry.ice.IceSettings;
import dev.ferry.ice.Role;
import dev.ferry.ice.meeting.Description;
import dev.ferry.ice.meeting.Meeting;
import dev.ferry.ice.server.TlsLayer;
import dev.ferry.port.Listener;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.World;
import dev.ferry.sim.SimWorld;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ports that a device was told to listen at, for peers that may connect to no others. */
class DoorTest {
  private static final int DOOR = 443;
  private static final IceSettings SETTINGS =
      new IceSettings(List.of(), TlsLayer.NONE, true, false, List.of(DOOR));

  private static Meeting meeting(World world) {
    return new Meeting(world, SETTINGS, Role.CONTROLLED, Meetings.ALL, false);
  }

  private static Description describe(Meeting meeting, World world) throws Exception {
    return meeting.describe(world.tasks().in(Meetings.SECOND));
  }

  private static boolean hasDoor(Description description) {
    return description.candidates().stream().anyMatch(c -> c.address().getPort() == DOOR);
  }

  @Test
  void aPeerThatKnowsNoOtherPlaceComesInThere() {
    SimWorld.underSeeds(
        10,
        sim -> {
          World one = sim.host("one", "10.0.0.1");
          World two = sim.host("two", "10.0.0.2");
          try (Meeting ours = meeting(one);
              Meeting theirs = Meetings.of(two, Role.CONTROLLING)) {
            Description told = describe(ours, one);
            Description heard =
                new Description(
                    told.credentials(),
                    told.candidates().stream().filter(c -> c.address().getPort() == DOOR).toList());
            String answer = describe(theirs, two).text();
            List<Found> found = new ArrayList<>();
            TaskHandle other =
                sim.tasks()
                    .fork(
                        "the peer",
                        () ->
                            found.add(
                                theirs.meet(heard.text(), sim.tasks().in(9 * Meetings.SECOND))));
            // We ourselves connect nowhere.
            found.add(ours.meet(withoutPlaces(answer), sim.tasks().in(9 * Meetings.SECOND)));
            other.join();
            assertThat(found).hasSize(2);
            found.forEach(f -> f.stream().close());
          }
          assertThat(sim.network().open()).isEmpty();
        });
  }

  private static String withoutPlaces(String description) {
    return new Description(Description.read(description).orElseThrow().credentials(), List.of())
        .text();
  }

  @Test
  void whatIsTakenIsPassedOver() {
    SimWorld.underSeeds(
        1,
        sim -> {
          World one = sim.host("one", "10.0.0.1");
          var at = new InetSocketAddress(InetAddress.ofLiteral("10.0.0.1"), DOOR);
          try (Listener taken = one.network().listen(at);
              Meeting meeting = meeting(one)) {
            assertThat(taken.address()).isEqualTo(at);
            Description description = describe(meeting, one);
            assertThat(description.candidates()).isNotEmpty();
            assertThat(hasDoor(description)).isFalse();
          }
        });
  }

  @Test
  void twoMeetingsAtOnceDoNotStealEachOthersPeers() {
    SimWorld.underSeeds(
        1,
        sim -> {
          World one = sim.host("one", "10.0.0.1");
          try (Meeting first = meeting(one);
              Meeting second = meeting(one)) {
            assertThat(hasDoor(describe(first, one))).isTrue();
            assertThat(hasDoor(describe(second, one))).isFalse();
          }
        });
  }
}
