package dev.ferry.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.EndReason.Completed;
import dev.ferry.IncomingOffer;
import dev.ferry.Progress;
import dev.ferry.Route;
import dev.ferry.Transfer;
import dev.ferry.TransferState;
import dev.ferry.TransferState.Flowing;
import dev.ferry.Verified;
import dev.ferry.port.Tasks;
import dev.ferry.sim.CancelEverywhere;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.file.Received;
import dev.ferry.sim.xmpp.Rule;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** A folder for somebody whose program takes no folders: its files, one session after another. */
class FileSeriesTest {
  private static final String INFO = "http://jabber.org/protocol/disco#info";
  private static final String FOLDERS = "urn:dev:ferry:folder:0";

  /** Lets nobody be seen to take folders. */
  private static Rule.Verdict withoutFolders(Jid from, Xml stanza) {
    Optional<Xml> query = stanza.first(child -> child.is("query", INFO));
    if (query.isEmpty() || stanza.attribute("type").filter("result"::equals).isEmpty()) {
      return new Rule.Verdict.Pass();
    }
    Xml own = query.get();
    List<Xml> fewer =
        own.children().stream()
            .filter(c -> c.attribute("var").filter(FOLDERS::equals).isEmpty())
            .toList();
    Xml answer = new Xml(own.name(), own.namespace(), own.attributes(), fewer, own.text());
    Xml changed =
        new Xml(stanza.name(), stanza.namespace(), stanza.attributes(), List.of(answer), "");
    return new Rule.Verdict.Replace(List.of(changed));
  }

  private static void in(SimWorld world, FolderStage.Play play) throws Exception {
    FolderStage.in(
        world,
        stage -> {
          stage.scene().place().server().rule(FileSeriesTest::withoutFolders);
          play.act(stage);
        });
  }

  /** Accepts all that is offered, on a task of its own, until there is no more. */
  private static void acceptAll(FolderStage stage) {
    Party bob = stage.scene().bob();
    stage
        .scene()
        .place()
        .tasks()
        .fork(
            "bob's yes",
            () -> {
              Optional<IncomingOffer> offer = bob.ferry().nextOffer(Tasks.NEVER);
              while (offer.isPresent()) {
                offer.get().accept(bob.vault());
                offer = bob.ferry().nextOffer(Tasks.NEVER);
              }
            });
  }

  @Test
  void getsItsFilesOneAfterAnotherInOneTransfer() {
    SimWorld.underSeeds(
        3,
        world ->
            in(
                world,
                stage -> {
                  acceptAll(stage);
                  Transfer out = stage.send(Route.DIRECT);
                  List<Progress> seen = new ArrayList<>();
                  TransferState state = out.state();
                  while (!(state instanceof TransferState.Ended)) {
                    if (state instanceof Flowing(Progress progress, var route, var assurance)) {
                      seen.add(progress);
                    }
                    state = out.next(state, stage.scene().place().soon()).orElseThrow();
                  }
                  assertThat(out.await().reason()).isEqualTo(new Completed(Verified.HASH, ""));
                  assertThat(stage.scene().alice().ferry().transfers()).containsExactly(out);
                  assertThat(stage.scene().bob().vault().received())
                      .extracting(Received::name)
                      .containsExactlyInAnyOrder("one.jpg", "two.jpg", "three", "run.sh", "empty");
                  assertThat(seen).extracting(Progress::bytes).isSorted();
                  assertThat(seen).allMatch(p -> p.file().orElseThrow().of() == 5);
                  assertThat(out.remarks())
                      .anyMatch(r -> r.contains("one by one"))
                      .anyMatch(
                          r -> r.startsWith("nothing/at all is an empty folder and was left out"));
                }));
  }

  @Test
  void anEmptyFileThatIsRefusedIsToldAndTheOthersStay() {
    SimWorld.run(
            6,
            world ->
                in(
                    world,
                    stage -> {
                      Transfer out = stage.send();
                      for (int i = 0; i < 4; i++) {
                        stage.scene().bob().accept().await();
                      }
                      stage.scene().bob().offer().decline();
                      assertThat(out.await().reason()).isEqualTo(new Completed(Verified.HASH, ""));
                      assertThat(out.remarks())
                          .anyMatch(
                              r -> r.startsWith("the peer did not take empty, which is empty"));
                    }))
        .check();
  }

  @Test
  void endsWithTheFirstFileThatIsDeclined() {
    SimWorld.run(
            2,
            world ->
                in(
                    world,
                    stage -> {
                      Transfer out = stage.send();
                      stage.scene().bob().accept().await();
                      stage.scene().bob().offer().decline();
                      assertThat(Story.words(out.await().reason())).isEqualTo("declined");
                      assertThat(out.remarks()).anyMatch(r -> r.contains("1 of 5 files were sent"));
                      assertThat(stage.scene().bob().vault().received()).hasSize(1);
                    }))
        .check();
  }

  @Test
  void theSenderCancelsAtAnyMoment(TestReporter reporter) {
    var report =
        CancelEverywhere.drawing(150, 1)
            .run((world, cut) ->
                in(
                    world,
                    stage -> {
                      acceptAll(stage);
                      Transfer out = stage.send(Route.DIRECT);
                      cut.begins(out::cancel);
                      assertThat(Story.words(out.await().reason()))
                          .isIn("cancelled HERE", "completed, HASH");
                      cut.ends();
                      for (Transfer in : stage.scene().bob().ferry().transfers()) {
                        assertThat(Story.words(in.await().reason()))
                            .isIn("cancelled THERE", "completed, HASH");
                      }
                    }));
    reporter.publishEntry("sender cancels", report.toString());
  }

  @Test
  void theDeviceIsClosedInTheMiddle(TestReporter reporter) {
    var report =
        CancelEverywhere.drawing(100, 4)
            .run((world, cut) ->
                in(
                    world,
                    stage -> {
                      acceptAll(stage);
                      Transfer out = stage.send(Route.DIRECT);
                      cut.begins(() -> stage.scene().alice().ferry().close());
                      assertThat(Story.words(out.await().reason()))
                          .isIn("cancelled HERE", "completed, HASH");
                      cut.ends();
                    }));
    reporter.publishEntry("sender closes", report.toString());
  }
}
